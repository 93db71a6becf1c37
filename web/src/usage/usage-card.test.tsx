// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { queryClient } from '../lib/query-client.ts';
import { failure, fakeServer } from '../testing/fake-server.ts';
import type { Usage } from './queries.ts';
import { UsageCard } from './usage-card.tsx';

vi.mock('../host/signed-token.ts', () => ({
  signedToken: async () => 'token',
  forgetToken: () => {},
}));

const usageWith = (differs: Partial<Usage> = {}): Usage => ({
  month: '2027-03',
  reads: 1_300,
  purposes: [
    { purpose: 'changes', reads: 1_000 },
    { purpose: 'invoices', reads: 300 },
  ],
  installation: { perMonth: 500_000, usedPercent: 12, forecastPercent: 40, paused: false },
  feed: { pace: 'usual', intervalMs: 900_000, usualMs: 900_000, lastReadAt: null },
  webhooks: {
    arrive: 'yes',
    since: '2027-03-02T10:00:00Z',
    address: 'https://dealbill.example/webhooks/quickbooks',
  },
  pipedriveRefusal: null,
  freshness: {
    days: 7,
    events: 12,
    delivery: { medianMs: 5_000, p95Ms: 60_000 },
    reading: { medianMs: 500, p95Ms: 2_000 },
    display: null,
  },
  example: {
    number: '1042',
    changedAt: '2027-03-09T10:00:00Z',
    shownAt: '2027-03-09T10:00:04Z',
  },
  ...differs,
});

let server: ReturnType<typeof fakeServer>;
beforeEach(() => {
  server = fakeServer();
  render(
    <QueryClientProvider client={queryClient}>
      <UsageCard />
    </QueryClientProvider>,
  );
});
afterEach(() => {
  cleanup();
  queryClient.clear();
});

const reply = async (usage: Usage) => (await server.next('/api/usage/show')).reply({ body: usage });

describe('the usage card', () => {
  it('shows reads by purpose and the forecast of the installation', async () => {
    await reply(usageWith());
    await screen.findByText('So far 12% is used, and 40% is expected by the end of the month.');
    const read = screen.getByText('Checking for changes', { selector: 'dl[class] dt' });
    expect(read).toBeTruthy();
    expect(screen.getByText('1,300')).toBeTruthy();
  });

  it('shows how long each step took, and an example', async () => {
    await reply(usageWith());
    const row = await screen.findByRole('row', { name: /Dealbill is up to date/ });
    expect(
      within(row)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    ).toEqual(['0.5 seconds', '2 seconds']);
    const display = screen.getByRole('row', { name: /Open panels/ });
    expect(display.textContent).toContain('No figure');
    expect(screen.getByText(/invoice 1042 .* 4 seconds after it was changed/)).toBeTruthy();
  });

  it('says what to do when webhooks do not arrive', async () => {
    await reply(usageWith({ webhooks: { ...usageWith().webhooks, arrive: 'no' } }));
    await screen.findByText("QuickBooks' change notices do not arrive");
    expect(screen.getByText('https://dealbill.example/webhooks/quickbooks')).toBeTruthy();
    expect(screen.getByText('Every 15 minutes')).toBeTruthy();
  });

  it('explains why a quiet company is checked once a day', async () => {
    const feed = { ...usageWith().feed, pace: 'quiet' as const, intervalMs: 86_400_000 };
    await reply(usageWith({ feed }));
    await screen.findByText('Once a day');
    expect(screen.getByText(/When you open Dealbill, it checks at once/)).toBeTruthy();
  });

  it('says that background reading is paused, and until when', async () => {
    const installation = { ...usageWith().installation, usedPercent: 99, paused: true };
    await reply(usageWith({ installation }));
    await screen.findByText('Background reading is paused');
    expect(screen.getByText(/at the latest after April 1, 2027|1 April 2027/)).toBeTruthy();
  });

  it('says why Pipedrive does not announce merges, and tries again', async () => {
    const refusal = {
      said: 'Scope and URL mismatch',
      at: '2027-03-09T10:00:00Z',
      address: 'https://dealbill.example/webhooks/pipedrive',
      retrying: false,
    };
    const button = () => screen.findByRole<HTMLButtonElement>('button', { name: 'Try again' });
    const retry = async () => {
      (await button()).click();
      (await server.next('/api/usage/retryPipedriveWebhooks')).reply({ body: {} });
    };
    await reply(usageWith({ pipedriveRefusal: refusal }));
    await screen.findByText(/“Scope and URL mismatch”.*when somebody opens a panel/);
    expect(screen.getByText(refusal.address)).toBeTruthy();
    await retry();
    await reply(usageWith({ pipedriveRefusal: { ...refusal, retrying: true } }));
    expect(screen.queryByText('Pipedrive refused again.')).toBeNull();
    const later = await vi.waitFor(() => server.next('/api/usage/show'), { timeout: 10_000 });
    const refusedAgain = { ...refusal, at: '2027-03-09T11:00:00Z' };
    later.reply({ body: usageWith({ pipedriveRefusal: refusedAgain }) });
    await screen.findByText('Pipedrive refused again.');
    await retry();
    await reply(usageWith());
    const outcome = await screen.findByText('Pipedrive announces merges');
    expect(document.activeElement?.contains(outcome)).toBe(true);
    expect(screen.queryByText(refusal.address)).toBeNull();
  });

  it('offers to try again', async () => {
    (await server.next('/api/usage/show')).reply({ status: 403, body: failure('not_owner') });
    const again = await screen.findByRole('button', { name: 'Try again' });
    again.click();
    await reply(usageWith());
    await screen.findByText('QuickBooks announces changes');
  });
});
