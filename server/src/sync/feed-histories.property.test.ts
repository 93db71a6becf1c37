import fc from 'fast-check';
import { expect, inject, test } from 'vitest';
import { AppError } from '../app-error.ts';
import type { QuickbooksGateway } from '../quickbooks/gateway.ts';
import { Big, money } from '../shared/money/money.ts';
import { type HistoriesFixture, openHistoriesFixture } from '../testing/histories-fixture.ts';
import { fates } from '../testing/realm-events.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** How many random histories to compare with QuickBooks. */
    histories: number;
  }
}

const changes = [
  'create',
  'pay',
  'pay',
  'overpay',
  'credit',
  'unpay',
  'reapply',
  'edit',
  'void',
  'delete',
  'merge',
] as const;

const others = [
  'work',
  'work',
  'interval',
  'arrive',
  'lose_response',
  'fail_reads',
  'die',
  'overflow',
  'lag',
] as const;

const step = fc.record({
  what: fc.constantFrom(...changes, ...others),
  which: fc.nat(4),
  cents: fc.integer({ min: 1, max: 12_000 }),
  fate: fc.constantFrom(...fates),
});

const history = fc.record({
  steps: fc.array(step, { maxLength: 14 }),
  mergedCustomer: fc.constantFrom('gone', 'inactive'),
});

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
type History = typeof history extends fc.Arbitrary<infer T> ? T : never;

const minute = 60_000;

/** A new company after so many histories, because each compares all invoices of its company. */
const historiesPerCompany = 10;

/** Companies at once: each history mostly waits for its database and the emulators. */
const lanes = 4;

type Verb = keyof QuickbooksGateway;

const reads = ['changesSince', 'paymentsById', 'paymentNow', 'invoiceNow', 'invoicesById'] as const;

/** Replaces verbs of the gateway until `restore`. */
const troubleAt = (fixture: HistoriesFixture) => {
  let restore = () => {};
  const replace = (verbs: Partial<QuickbooksGateway>) => {
    restore();
    const gateway = fixture.gateway();
    const before = Object.keys(verbs).map((verb) => [verb, gateway[verb as Verb]]);
    Object.assign(gateway, verbs);
    restore = () => Object.assign(gateway, Object.fromEntries(before));
  };
  const fail = async () => {
    restore();
    throw new AppError('quickbooks_unavailable');
  };
  return {
    restore: () => restore(),
    lose_response: () => replace({ changesSince: fail }),
    /** Fails one of the reads that follow the feed or an event. */
    fail_reads: (which: number) => replace({ [reads[which] ?? 'invoiceNow']: fail }),
    /** The next feed is full, and what it has is of no use. */
    overflow: () => {
      const { changesSince } = fixture.gateway();
      replace({
        changesSince: async (...of) => {
          restore();
          const { time } = await changesSince(...of);
          const linkedToCredits = { invoiceIds: [], paymentIds: [] };
          const lists = { invoices: [], payments: [], names: [], incomplete: [], deleted: [] };
          return { time, partial: true, isFull: true, linkedToCredits, ...lists };
        },
      });
    },
  };
};

type World = {
  fixture: HistoriesFixture;
  trouble: ReturnType<typeof troubleAt>;
  /** Invoices and customers of this history. */
  invoiceIds: string[];
  customerIds: string[];
};

const change = async (
  { fixture, invoiceIds, customerIds }: World,
  { what, which, cents }: Step & { what: (typeof changes)[number] },
): Promise<void> => {
  const { accountant } = fixture;
  const invoiceId = invoiceIds[which % invoiceIds.length] ?? '';
  const amount = money(new Big(cents).div(100));
  const [customerId = ''] = customerIds;
  switch (what) {
    case 'create':
      invoiceIds.push(...(await accountant.bill([billTo(customerId)])));
      return;
    case 'void':
    case 'delete':
      return fixture.removeIn(invoiceId, what);
    case 'reapply':
      return accountant.reapply(
        invoiceId,
        invoiceIds.filter((other) => other !== invoiceId),
      );
    case 'merge': {
      const [from, into] = customerIds;
      if (from === undefined || into === undefined) return;
      await fixture.merge(from, into);
      customerIds.shift();
      return;
    }
    default:
      return accountant[what](invoiceId, amount);
  }
};

const billTo = (customerId: string) => ({ customerId, currency: 'GBP', due: '2020-01-01' });

const isChange = (one: Step): one is Step & { what: (typeof changes)[number] } =>
  changes.some((what) => what === one.what);

const happen = async (world: World, one: Step): Promise<void> => {
  const { fixture, trouble } = world;
  if (isChange(one)) {
    await change(world, one);
    return fixture.events.send(one.fate);
  }
  switch (one.what) {
    case 'work':
      return fixture.work(1_000);
    case 'interval':
      return fixture.work(16 * minute);
    case 'arrive':
      return fixture.events.arrive();
    case 'die':
      trouble.restore();
      return fixture.dieAtWrite(1 + (one.cents % 12));
    case 'lag':
      await fixture.switches({ queriesLag: true });
      return;
    case 'fail_reads':
      return trouble.fail_reads(one.which);
    case 'lose_response':
    case 'overflow':
      return trouble[one.what]();
  }
};

const live = async (fixture: HistoriesFixture, { steps, mergedCustomer }: History) => {
  const [first, second] = [await fixture.newCustomer(), await fixture.newCustomer()];
  const invoiceIds = await fixture.accountant.bill([
    billTo(first),
    billTo(first),
    billTo(second),
    billTo(second),
  ]);
  await fixture.switches({ mergedCustomer });
  await fixture.linkToDeal(invoiceIds.slice(0, 3), first);
  await fixture.events.send('lost');
  const trouble = troubleAt(fixture);
  const world: World = { fixture, trouble, invoiceIds, customerIds: [first, second] };
  for (const one of steps) await happen(world, one);
  trouble.restore();
  await fixture.switches({ queriesLag: false });
  await fixture.settle();

  expect(await fixture.feed()).toMatchObject({ sweep: null, problem: null });
  for (const { expected, mirrored } of await fixture.invoices(invoiceIds)) {
    // One that was created and deleted between two reads was never mirrored.
    expect(mirrored || undefined).toEqual(expected);
  }
  const ledger = await fixture.ledger();
  expect(ledger.shown).toEqual(ledger.expected);
  const fields = await fixture.fields();
  expect(fields.written).toEqual(fields.expected);
};

test('mirror, ledger and deal fields equal QuickBooks after any history and one sweep', async () => {
  const runLane = async (numRuns: number) => {
    let fixture = await openHistoriesFixture();
    let lived = 0;
    await fc.assert(
      fc.asyncProperty(history, async (one) => {
        lived += 1;
        if (lived % historiesPerCompany === 0) fixture = await openHistoriesFixture();
        await live(fixture, one);
      }),
      { numRuns },
    );
  };
  const perLane = Math.ceil(inject('histories') / lanes);
  await Promise.all(Array.from({ length: lanes }, () => runLane(perLane)));
}, 3_600_000);
