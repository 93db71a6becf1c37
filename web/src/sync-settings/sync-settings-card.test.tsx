// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { queryClient } from '../lib/query-client.ts';
import { failure, fakeServer } from '../testing/fake-server.ts';
import type { Current } from './queries.ts';
import { SyncSettingsCard } from './sync-settings-card.tsx';

vi.mock('../host/signed-token.ts', () => ({
  signedToken: async () => 'token',
  forgetToken: () => {},
}));

const show = '/api/sync-settings/show';
const change = '/api/sync-settings/change';

const presets: Current['settings'] = {
  updates: true,
  created: 'offer',
  from: '2026-11-01',
  deleted: 'show',
};

const currentWith = (differs: Partial<Current> = {}): { current: Current } => ({
  current: {
    settings: presets,
    isPreset: true,
    connectedOn: '2026-11-01',
    owner: { name: 'Ada', isYou: true },
    lastReadAt: null,
    own: {
      invoice: {
        number: '1042',
        customerName: 'Larch Ltd',
        total: '100.00',
        currency: 'USD',
        status: 'open',
      },
      offered: 2,
      earlier: 3,
    },
    ...differs,
  },
});

let server: ReturnType<typeof fakeServer>;
beforeEach(() => {
  server = fakeServer();
  render(
    <QueryClientProvider client={queryClient}>
      <SyncSettingsCard />
    </QueryClientProvider>,
  );
});
afterEach(() => {
  cleanup();
  queryClient.clear();
});

const reply = async (shown: { current: Current | null }) =>
  (await server.next(show)).reply({ body: shown });
const updates = () =>
  screen.findByRole<HTMLInputElement>('checkbox', { name: 'Update invoices automatically' });

describe('the settings of the sync', () => {
  it('explain each switch with an example from own invoices, and what the first day excludes', async () => {
    await reply(currentWith());
    await screen.findByText(/^Example: when invoice 1042 for Larch Ltd \(100.00 USD\) is paid/);
    await screen.findByText(/^Example: a new invoice for Larch Ltd is offered/);
    await screen.findByText(/^2 invoices of linked customers belong to no deal yet\./);
    await screen.findByText(/3 earlier ones are not offered because they were issued before/);
    await screen.findByText(/^Example: if invoice 1042 is deleted in QuickBooks/);
  });

  it('save a switch at once, shown as it will be', async () => {
    await reply(currentWith());
    fireEvent.click(await updates());
    const sent = await server.next(change);
    expect(sent.input).toEqual({ updates: false });
    expect((await updates()).checked).toBe(false);
    await screen.findByText(/^Nothing is read in the background/);
    sent.reply({ body: {} });
    await reply(currentWith({ settings: { ...presets, updates: false }, isPreset: false }));
    await screen.findByText('Saved.');
    expect((await updates()).checked).toBe(false);
  });

  it('save a day when it is complete and the field is left', async () => {
    await reply(currentWith());
    const day = await screen.findByLabelText('Only invoices issued on or after');
    fireEvent.change(day, { target: { value: '' } });
    fireEvent.blur(day);
    await screen.findByText('Enter a date.');
    fireEvent.change(day, { target: { value: '2026-10-01' } });
    fireEvent.blur(day);
    expect((await server.next(change)).input).toEqual({ from: '2026-10-01' });
    expect(server.paths.filter((path) => path === change)).toHaveLength(1);
  });

  it('save what is changed while another change is being saved', async () => {
    await reply(currentWith());
    const day = await screen.findByLabelText('Only invoices issued on or after');
    fireEvent.change(day, { target: { value: '2026-10-01' } });
    fireEvent.blur(day);
    const first = await server.next(change);
    fireEvent.click(await updates());
    await screen.findByText(/^Nothing is read in the background/);
    first.reply({ body: {} });
    await reply(currentWith({ settings: { ...presets, from: '2026-10-01' }, isPreset: false }));
    expect((await server.next(change)).input).toEqual({ updates: false });
  });

  it('return to what is stored when saving fails, and say why', async () => {
    await reply(currentWith());
    fireEvent.click(await updates());
    const body = failure('not_owner', { details: { owner: 'Grace' } });
    (await server.next(change)).reply({ status: 403, body });
    await reply(currentWith());
    await screen.findByText(/^Not saved:/);
    expect((await updates()).checked).toBe(true);
  });

  it('are read-only and without figures for a colleague', async () => {
    await reply(currentWith({ owner: { name: 'Ada', isYou: false }, own: null }));
    await screen.findByText('These settings are managed by Ada, who connected QuickBooks.');
    expect(screen.getAllByRole<HTMLFieldSetElement>('group')[0]?.disabled).toBe(true);
    expect(screen.queryByText(/Example|belong to no deal/)).toBeNull();
  });

  it('ask to connect QuickBooks first', async () => {
    await reply({ current: null });
    await screen.findByText('Connect QuickBooks to use these settings.');
  });
});
