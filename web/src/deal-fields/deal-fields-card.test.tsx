// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { queryClient } from '../lib/query-client.ts';
import { failure, fakeServer } from '../testing/fake-server.ts';
import { DealFieldsCard } from './deal-fields-card.tsx';
import type { Shown, ShownFact } from './queries.ts';

vi.mock('../host/signed-token.ts', () => ({
  signedToken: async () => 'token',
  forgetToken: () => {},
}));

const show = '/api/deal-fields/show';
const choose = '/api/deal-fields/choose';

const fact = (differs: Partial<ShownFact> = {}): ShownFact => ({
  name: 'amountDue',
  enabled: false,
  newField: 'Invoice amount due',
  field: null,
  problem: null,
  candidates: [{ code: 'c1', name: 'Agreed deposit' }],
  example: { kind: 'money', amount: '60.00', currency: 'USD' },
  ...differs,
});

const shownWith = (differs: Partial<Shown> = {}): Shown => ({
  facts: [fact()],
  example: { dealId: 101, title: 'Office fit-out' },
  deals: 3,
  writer: { name: 'Ada', isYou: true, state: 'active' },
  failures: [],
  waiting: 0,
  ...differs,
});

let server: ReturnType<typeof fakeServer>;
beforeEach(() => {
  server = fakeServer();
  render(
    <QueryClientProvider client={queryClient}>
      <DealFieldsCard />
    </QueryClientProvider>,
  );
});
afterEach(() => {
  cleanup();
  queryClient.clear();
});

const reply = async (shown: Shown) => (await server.next(show)).reply({ body: shown });
const amountDue = () => screen.findByRole<HTMLInputElement>('checkbox', { name: 'Amount due' });
const isOn = async () => (await amountDue()).checked;

describe('the settings of deal fields', () => {
  it('switch a fact on with a new field, shown as on while saving', async () => {
    await reply(shownWith());
    await screen.findByText('Examples are from the deal “Office fit-out”.');
    fireEvent.click(await amountDue());
    const sent = await server.next(choose);
    expect(sent.input).toEqual({ name: 'amountDue', choice: { kind: 'create' } });
    expect(await isOn()).toBe(true);
    sent.reply({ body: { deals: 3 } });
    const field = { code: 'c2', name: 'Invoice amount due' };
    const candidates = [...fact().candidates, field];
    await reply(shownWith({ facts: [fact({ enabled: true, field, candidates })] }));
    await screen.findByText('Switched on. 3 deals will be updated.');
    expect(await isOn()).toBe(true);
  });

  it('say what Pipedrive said when it may not create fields, and leave the switch off', async () => {
    await reply(shownWith());
    fireEvent.click(await amountDue());
    const details = { said: 'Scope and URL mismatch' };
    const body = failure('pipedrive_forbidden', { details });
    (await server.next(choose)).reply({ status: 403, body });
    await reply(shownWith());
    await screen.findByText(/does not let you create fields \(Scope and URL mismatch\)/);
    expect(await isOn()).toBe(false);
  });

  it('change the field of a fact that is on', async () => {
    await reply(shownWith({ facts: [fact({ enabled: true })] }));
    const select = await screen.findByLabelText('Pipedrive field for Amount due');
    fireEvent.change(select, { target: { value: 'c1' } });
    const { input } = await server.next(choose);
    expect(input).toEqual({ name: 'amountDue', choice: { kind: 'use', code: 'c1' } });
  });

  it('name a deleted field, refused deals and a lost permission', async () => {
    await reply(
      shownWith({
        facts: [fact({ enabled: true, problem: 'deleted' })],
        writer: { name: 'Ada', isYou: true, state: 'must_install' },
        failures: [
          { dealId: 7, url: 'https://p.example/deal/7', reason: 'forbidden', said: '', at: '' },
          {
            dealId: 8,
            url: 'https://p.example/deal/8',
            reason: 'refused',
            said: 'Too long',
            at: '',
          },
        ],
      }),
    );
    await screen.findByText(/^This field was deleted in Pipedrive/);
    await screen.findByText(/^Dealbill has lost your permission/);
    const links = screen.getAllByRole('link').map(({ textContent }) => textContent);
    expect(links).toEqual([
      expect.stringMatching(/^Deal 7: archived/),
      expect.stringMatching(/^Deal 8: Too long/),
    ]);
  });

  it('are read-only and without examples for a colleague', async () => {
    const writer = { name: 'Ada', isYou: false, state: 'active' as const };
    await reply(shownWith({ writer, example: null, facts: [fact({ example: null })] }));
    const group = await screen.findByRole<HTMLFieldSetElement>('group');
    expect(group.disabled).toBe(true);
    expect(within(group).queryByText(/Example|Empty/)).toBeNull();
    expect(screen.queryByText(/managed by Ada/)).toBeTruthy();
  });
});
