import fc from 'fast-check';
import { expect, inject, test } from 'vitest';
import { AppError } from '../app-error.ts';
import { mirroredPayments } from '../invoices/mirror/payment-store.ts';
import { Big, money, sum } from '../shared/money/money.ts';
import { appliedTo } from '../testing/accountant.ts';
import { type FeedFixture, openFeedFixture } from '../testing/feed-fixture.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** How many random histories to compare with QuickBooks. */
    histories: number;
  }
}

const steps = [
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
  'interval',
  'lose_response',
  'kill',
  'overflow',
] as const;

type Step = { what: (typeof steps)[number]; which: number; cents: number };

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.constantFrom(...steps),
  which: fc.nat(4),
  cents: fc.integer({ min: 1, max: 12_000 }),
});

const bill = { customerId: '1', currency: 'GBP', due: '2020-01-01' };

/** Lets the next feed, or what follows it, fail once. */
const trouble = (fixture: FeedFixture) => {
  const { quickbooks } = fixture.dependencies;
  const { changesSince, paymentsById, invoiceNow } = quickbooks;
  const restore = () => Object.assign(quickbooks, { changesSince, paymentsById, invoiceNow });
  const fail = async () => {
    restore();
    throw new AppError('quickbooks_unavailable');
  };
  return {
    restore,
    lose_response: () => {
      quickbooks.changesSince = fail;
    },
    /** Fails after the feed was read, while it is applied. */
    kill: () => {
      quickbooks.paymentsById = fail;
      quickbooks.invoiceNow = fail;
    },
    overflow: () => {
      quickbooks.changesSince = async (...of) => {
        restore();
        const { time } = await changesSince(...of);
        const nothing = { invoices: [], payments: [], incomplete: [], deleted: [] };
        return {
          time,
          partial: true,
          linkedToCredits: { invoiceIds: [], paymentIds: [] },
          ...nothing,
        };
      };
    },
  };
};

const happen = async (
  fixture: FeedFixture,
  invoiceIds: string[],
  { what, which, cents }: Step,
  troubles: ReturnType<typeof trouble>,
): Promise<void> => {
  const { accountant } = fixture;
  const invoiceId = invoiceIds[which % invoiceIds.length] ?? '';
  const amount = money(new Big(cents).div(100));
  switch (what) {
    case 'create':
      invoiceIds.push(...(await accountant.bill([bill])));
      return;
    case 'void':
    case 'delete':
      return fixture.removeIn(invoiceId, what);
    case 'reapply':
      return accountant.reapply(
        invoiceId,
        invoiceIds.filter((other) => other !== invoiceId),
      );
    case 'interval':
      await fixture.interval();
      return;
    case 'lose_response':
    case 'kill':
    case 'overflow':
      troubles[what]();
      return;
    default:
      return accountant[what](invoiceId, amount);
  }
};

/** Compares mirrored invoices and their payments with those in QuickBooks. */
const expectAgreement = async (fixture: FeedFixture, invoiceIds: string[]) => {
  const [mirror, { invoices, payments }] = [
    await fixture.mirror(),
    await fixture.accountant.contents(),
  ];
  for (const invoiceId of invoiceIds) {
    const row = mirror.get(invoiceId);
    const actual = invoices.find(({ Id }) => Id === invoiceId);
    // One that was created and deleted between two reads was never mirrored.
    const deleted = row ? row.deleted : true;
    expect({ invoiceId, deleted }).toEqual({ invoiceId, deleted: !actual });
    if (!actual) continue;
    const paying = payments.filter((payment) => appliedTo(invoiceId, payment).length > 0);
    const credits = paying.filter(({ TotalAmt }) => TotalAmt === 0);
    const amounts = (some: typeof payments) =>
      money(sum(some.flatMap((one) => appliedTo(invoiceId, one)).map((amount) => new Big(amount))));
    expect({ invoiceId, ...row }).toMatchObject({
      invoiceId,
      total: money(new Big(actual.TotalAmt)),
      balance: money(new Big(actual.Balance)),
      credited: amounts(credits),
    });
    const mirrored = await mirroredPayments(
      fixture.dependencies.db,
      fixture.realmKey,
      paying.map(({ Id }) => Id),
    );
    const applied = mirrored.flatMap((payment) =>
      payment.applied.filter((part) => part.invoiceId === invoiceId),
    );
    expect(money(sum(applied.map((part) => new Big(part.amount))))).toBe(amounts(paying));
  }
};

test('the mirror equals QuickBooks after any history and one sweep', async () => {
  const fixture = await openFeedFixture('uk');
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (history) => {
      const invoiceIds = await fixture.accountant.bill([bill, bill, bill, bill]);
      await fixture.link(invoiceIds.slice(0, 3));
      const troubles = trouble(fixture);
      for (const one of history) await happen(fixture, invoiceIds, one, troubles);
      troubles.restore();
      // A failed turn waits for up to a minute first.
      await fixture.interval(120_000);
      await fixture.interval();
      expect(await fixture.feed()).toMatchObject({ sweep: null, problem: null });
      await expectAgreement(fixture, invoiceIds);
    }),
    { numRuns: inject('histories') },
  );
}, 3_600_000);
