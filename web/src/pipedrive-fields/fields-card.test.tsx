// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { queryClient } from '../lib/query-client.ts';
import { failure, fakeServer } from '../testing/fake-server.ts';
import { PipedriveFieldsCard } from './fields-card.tsx';
import type { Shown, ShownFact, ShownRecord } from './queries.ts';

vi.mock('../host/signed-token.ts', () => ({
  signedToken: async () => 'token',
  forgetToken: () => {},
}));

const show = '/api/pipedrive-fields/show';
const choose = '/api/pipedrive-fields/choose';

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

const recordWith = (differs: Partial<ShownRecord> = {}): ShownRecord => ({
  of: 'deal',
  facts: [fact()],
  example: { id: 101, name: 'Office fit-out' },
  count: 3,
  ...differs,
});

const shownWith = (differs: Partial<Shown> = {}): Shown => ({
  records: [recordWith()],
  writer: { name: 'Ada', isYou: true, state: 'active' },
  failures: [],
  refused: 0,
  waiting: 0,
  ...differs,
});

let server: ReturnType<typeof fakeServer>;
beforeEach(() => {
  server = fakeServer();
  render(
    <QueryClientProvider client={queryClient}>
      <PipedriveFieldsCard />
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

describe('the settings of fields in Pipedrive', () => {
  it('switch a fact on with a new field, shown as on while saving', async () => {
    await reply(shownWith());
    await screen.findByText(/Examples are from the deal “Office fit-out”\.$/);
    fireEvent.click(await amountDue());
    const sent = await server.next(choose);
    expect(sent.input).toEqual({ of: 'deal', name: 'amountDue', choice: { kind: 'create' } });
    expect(await isOn()).toBe(true);
    sent.reply({ body: { count: 3 } });
    const field = { code: 'c2', name: 'Invoice amount due' };
    const candidates = [...fact().candidates, field];
    await reply(
      shownWith({ records: [recordWith({ facts: [fact({ enabled: true, field, candidates })] })] }),
    );
    await screen.findByText('Switched on. 3 deals will be updated.');
    expect(await isOn()).toBe(true);
  });

  it('create one field after a double click', async () => {
    await reply(shownWith());
    const box = await amountDue();
    fireEvent.click(box);
    fireEvent.click(box);
    (await server.next(choose)).reply({ body: { count: 3 } });
    await reply(shownWith({ records: [recordWith({ facts: [fact({ enabled: true })] })] }));
    await screen.findByText('Switched on. 3 deals will be updated.');
    expect(server.paths.filter((path) => path === choose)).toHaveLength(1);
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
    await reply(shownWith({ records: [recordWith({ facts: [fact({ enabled: true })] })] }));
    const select = await screen.findByLabelText('Pipedrive field for Amount due');
    fireEvent.change(select, { target: { value: 'c1' } });
    const { input } = await server.next(choose);
    expect(input).toEqual({ of: 'deal', name: 'amountDue', choice: { kind: 'use', code: 'c1' } });
  });

  it('name a deleted field, refused deals and a lost permission', async () => {
    await reply(
      shownWith({
        records: [recordWith({ facts: [fact({ enabled: true, problem: 'deleted' })] })],
        writer: { name: 'Ada', isYou: true, state: 'must_install' },
        failures: [
          {
            of: 'deal',
            id: 7,
            url: 'https://p.example/deal/7',
            reason: 'forbidden',
            said: '',
            at: '',
          },
          {
            of: 'organization',
            id: 8,
            url: 'https://p.example/organization/8',
            reason: 'refused',
            said: 'Too long',
            at: '',
          },
        ],
        refused: 7,
      }),
    );
    await screen.findByText(/^This field was deleted in Pipedrive/);
    await screen.findByText(/^Your permission in Pipedrive has ended/);
    await screen.findByText('Pipedrive refused 7 updates');
    const rows = within(screen.getByText(/^Deal 7/).closest('ul') ?? document.body);
    expect(rows.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      expect.stringMatching(/^Deal 7.*The deal is archived/),
      expect.stringMatching(/^Organization 8.*Pipedrive says: Too long$/),
      'and 5 more',
    ]);
  });

  it('are read-only and without examples for a colleague', async () => {
    const writer = { name: 'Ada', isYou: false, state: 'active' as const };
    await reply(
      shownWith({
        writer,
        records: [recordWith({ example: null, facts: [fact({ example: null })] })],
      }),
    );
    const group = await screen.findByRole<HTMLFieldSetElement>('group');
    expect(group.disabled).toBe(true);
    expect(within(group).queryByText(/Example|Empty/)).toBeNull();
    expect(screen.queryByText(/managed by Ada/)).toBeTruthy();
  });
});
