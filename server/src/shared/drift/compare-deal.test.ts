import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptedDeal, appliedDeal, compareDeal } from './compare-deal.ts';
import {
  type BilledDeal,
  type DealLine,
  type DealSnapshot,
  dealContent,
  dealSnapshot,
} from './deal-snapshot.ts';
import { differenceToBill } from './difference-to-bill.ts';

const none = { kind: 'amount' as const, value: '0' };

const line = (productId: number, differs: Partial<DealLine> = {}): DealLine => ({
  productId,
  name: `Product ${productId}`,
  quantity: '1',
  price: '100',
  discount: none,
  tax: '0',
  taxMethod: 'none',
  ...differs,
});

const deal = (...lines: DealLine[]): DealSnapshot => ({ currency: 'EUR', lines, discounts: [] });

/** The deal as an invoice of these products, or of all, saw it. */
const billed = (
  { lines, ...rest }: DealSnapshot,
  productIds: number[] | null = null,
  settles = false,
): BilledDeal => ({
  ...rest,
  settles,
  lines: lines.map((one) => ({
    ...one,
    billed: productIds === null || productIds.includes(one.productId ?? 0),
  })),
});

const pairsOf = (drift: ReturnType<typeof compareDeal>) =>
  drift?.pairs.map(({ before, after }) => [before?.productId ?? null, after?.productId ?? null]);

const amount = fc.integer({ min: 0, max: 100_000 }).map((cents) => String(cents / 100));
const anyLine = fc.record({
  productId: fc.integer({ min: 1, max: 4 }),
  name: fc.constantFrom('Desk', 'Chair'),
  quantity: fc.integer({ min: 1, max: 9 }).map(String),
  price: amount,
  discount: fc.oneof(
    fc.constant(none),
    fc.record({ kind: fc.constant('percent' as const), value: fc.constantFrom('5', '10') }),
  ),
  tax: fc.constantFrom('0', '20'),
  taxMethod: fc.constantFrom('none' as const, 'exclusive' as const),
});
const anyDeal = fc.array(anyLine, { maxLength: 6 }).map((lines) => deal(...lines));

describe('compareDeal', () => {
  it('finds no difference in an unchanged deal, whatever the order of its lines', () => {
    fc.assert(
      fc.property(
        anyDeal.chain((one) =>
          fc.tuple(
            fc.constant(one),
            fc.shuffledSubarray(one.lines, { minLength: one.lines.length }),
          ),
        ),
        ([before, lines]) => {
          const after = { ...before, lines };
          expect(compareDeal([billed(before)], after)).toBeNull();
          expect(dealContent(after)).toBe(dealContent(before));
        },
      ),
    );
  });

  it('finds no difference after it was accepted, however many invoices bill the deal', () => {
    fc.assert(
      fc.property(anyDeal, anyDeal, anyDeal, (first, second, now) => {
        const invoices = [billed(first, [1, 2]), billed(second, [2, 3])];
        const accepted = invoices.map((one) => acceptedDeal(one, now));
        expect(compareDeal(accepted, now)).toBeNull();
      }),
    );
  });

  it('finds no difference after it was applied to the only invoice', () => {
    fc.assert(
      fc.property(anyDeal, anyDeal, (before, now) => {
        const applied = appliedDeal(billed(before, [1, 2]), now);
        expect(compareDeal([applied], now)).toBeNull();
      }),
    );
  });

  it('does not count a line as billed that no invoice billed when the deal was applied', () => {
    const invoice = billed(deal(line(1), line(2)), [1]);
    const applied = appliedDeal(invoice, deal(line(1, { price: '120' }), line(2), line(3)));
    expect(applied.lines.map((one) => [one.productId, one.billed])).toEqual([
      [1, true],
      [2, false],
      [3, true],
    ]);
    const later = deal(line(1, { price: '120' }), line(2, { price: '150' }), line(3));
    expect(compareDeal([applied], later)).toBeNull();
  });

  it('reports totals that differ by the sum of the changed lines without discounts', () => {
    fc.assert(
      fc.property(anyDeal, anyDeal, (before, after) => {
        const drift = compareDeal([billed(before)], after);
        if (!drift) return;
        const bill = differenceToBill(drift, after);
        expect(bill !== null).toBe(drift.total.after.gt(drift.total.before));
        expect((bill?.lines ?? []).filter(({ quantity }) => Number(quantity) <= 0)).toEqual([]);
      }),
    );
  });

  it('bills fewer units as a positive quantity at a negative price', () => {
    const before = deal(line(1, { quantity: '5' }), line(2));
    const after = deal(line(1, { quantity: '3' }), line(2, { price: '400' }));
    const drift = compareDeal([billed(before)], after);
    expect(drift && differenceToBill(drift, after)?.lines).toMatchObject([
      { productId: 1, quantity: '2', price: '-100' },
      { productId: 2, quantity: '1', price: '300.00' },
    ]);
  });

  it('finds no difference when two invoices bill half of the deal each', () => {
    const whole = deal(line(1), line(2));
    expect(compareDeal([billed(whole, [1]), billed(whole, [2])], whole)).toBeNull();
    expect(compareDeal([billed(whole), billed(whole)], whole)).toBeNull();
  });

  it('ignores a change of a line that no invoice bills yet', () => {
    const before = deal(line(1), line(2));
    expect(compareDeal([billed(before, [1])], deal(line(1), line(2, { price: '150' })))).toBeNull();
    expect(compareDeal([billed(before, [1])], deal(line(1)))).toBeNull();
  });

  it('finds added, removed and changed lines', () => {
    const before = deal(line(1), line(2));
    const drift = compareDeal([billed(before)], deal(line(2, { quantity: '3' }), line(3)));
    expect(pairsOf(drift)).toEqual([
      [1, null],
      [2, 2],
      [null, 3],
    ]);
    expect(drift?.total.before.toFixed(2)).toBe('200.00');
    expect(drift?.total.after.toFixed(2)).toBe('400.00');
  });

  it('finds a changed discount and a changed currency of the deal', () => {
    const before = deal(line(1));
    const percent = { kind: 'percent' as const, value: '10' };
    const discounted = compareDeal([billed(before)], { ...before, discounts: [percent] });
    expect(discounted?.total.after.toFixed(2)).toBe('90.00');
    const dollars = compareDeal([billed(before)], { ...before, currency: 'USD' });
    expect(dollars?.currency).toEqual({ before: 'EUR', after: 'USD' });
  });

  it('keeps reporting a removed line after an invoice of other lines', () => {
    const before = deal(line(1), line(2));
    const after = deal(line(2));
    expect(pairsOf(compareDeal([billed(before), billed(after)], after))).toEqual([[1, null]]);
  });

  it('finds nothing more after an invoice of the difference', () => {
    const before = deal(line(1), line(2));
    const after = deal(line(2, { price: '300' }), line(3));
    expect(compareDeal([billed(before), billed(after, [2, 3], true)], after)).toBeNull();
  });

  it('compares the value of a deal without products', () => {
    const of = (value: string) => dealSnapshot({ value, currency: 'EUR' }, [], [], 750) ?? deal();
    expect(compareDeal([billed(of('100.00'))], of('100'))).toBeNull();
    expect(compareDeal([billed(of('100'))], of('120'))?.total.after.toFixed(2)).toBe('120.00');
  });
});

describe('differenceToBill', () => {
  const bill = (before: DealSnapshot, after: DealSnapshot) => {
    const drift = compareDeal([billed(before)], after);
    return drift && differenceToBill(drift, after);
  };

  it('bills additional units at their price', () => {
    const more = bill(deal(line(1)), deal(line(1, { quantity: '3' })));
    expect(more?.lines).toMatchObject([{ productId: 1, quantity: '2', price: '100' }]);
  });

  it('bills a higher price as an amount', () => {
    const more = bill(
      deal(line(1, { quantity: '2' })),
      deal(line(1, { quantity: '2', price: '130' })),
    );
    expect(more?.lines).toMatchObject([{ productId: 1, quantity: '1', price: '60.00' }]);
  });

  it('subtracts what was removed', () => {
    const more = bill(deal(line(1)), deal(line(2, { price: '250' })));
    expect(more?.lines).toMatchObject([
      { productId: 1, quantity: '1', price: '-100.00' },
      { productId: 2, quantity: '1', price: '250' },
    ]);
  });

  it('bills nothing when the deal became cheaper', () => {
    expect(bill(deal(line(1)), deal(line(1, { price: '90' })))).toBeNull();
  });

  it('repeats a percentage, and bills a discount that became smaller', () => {
    const percent = (value: string) => ({ kind: 'percent' as const, value });
    const off = (value: string, ...lines: DealLine[]) => ({
      ...deal(...lines),
      discounts: [percent(value)],
    });
    expect(bill(off('10', line(1)), off('10', line(1), line(2)))?.discounts).toEqual([
      percent('10'),
    ]);
    expect(bill(off('10', line(1)), off('5', line(1)))).toMatchObject({
      lines: [],
      discounts: [],
      lessDiscount: '5.00',
    });
  });
});
