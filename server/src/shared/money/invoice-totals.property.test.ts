import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeDraft, makeLine, makeProfile, makeTaxCode } from '../../testing/make-draft.ts';
import type { Discount } from '../contract/draft-content.ts';
import { type InvoiceTotals, invoiceTotals } from './invoice-totals.ts';
import { Big, cents, decimals, parseDecimal, sum } from './money.ts';

const profile = makeProfile({
  taxCodes: [
    makeTaxCode('standard', { vat20: '20' }),
    makeTaxCode('zero', { vat0: '0' }),
    makeTaxCode('gst-pst', { gst: '5', pst: '9.975' }),
  ],
});

/** Decimal text with up to `places` digits after the point. */
const decimal = (max: number, places: number, min = 0) =>
  fc
    .tuple(fc.integer({ min, max }), fc.nat(10 ** places - 1), fc.nat(places))
    .map(([whole, part, used]) =>
      new Big(`${whole}.${String(part).padStart(places, '0')}`).round(used).toFixed(),
    );

const none: Discount = { kind: 'none' };

const discount: fc.Arbitrary<Discount> = fc.oneof(
  fc.constant(none),
  fc.record({ kind: fc.constant('percent' as const), value: decimal(99, 3) }),
  fc.record({ kind: fc.constant('amount' as const), value: decimal(500, 2) }),
);

const line = fc
  .record({
    key: fc.uuid(),
    quantity: decimal(9999, 5),
    unitPrice: decimal(99_999, 7),
    discount,
    taxCodeId: fc.constantFrom('standard', 'zero', 'gst-pst'),
  })
  .map(makeLine);

const draft = (taxMode: 'excluded' | 'inclusive' | 'none') =>
  fc
    .record({ lines: fc.array(line, { minLength: 1, maxLength: 8 }), discount })
    .map((content) => makeDraft({ ...content, details: { taxMode } }));

const anyDraft = fc.oneof(draft('excluded'), draft('inclusive'), draft('none'));

const big = (text: string | null) => new Big(text ?? Number.NaN);

const add = (totals: InvoiceTotals, pick: (row: InvoiceTotals['lines'][number]) => string | null) =>
  sum(totals.lines.map((row) => big(pick(row))));

describe('the totals of any draft', () => {
  test('add up: amounts to the subtotal; subtotal, discount and tax to the total', () => {
    fc.assert(
      fc.property(anyDraft, (content) => {
        const totals = invoiceTotals(content, profile);
        const { subtotal, discount: off, tax, total } = totals;
        expect(add(totals, (row) => row.amount).toFixed(2)).toBe(subtotal);
        expect(big(subtotal).minus(off).plus(big(tax)).toFixed(2)).toBe(total);
        expect(sum(totals.taxRows.map((row) => big(row.tax))).toFixed(2)).toBe(tax);
      }),
    );
  });

  test('have amounts equal to unit price times quantity, also as JSON numbers', () => {
    fc.assert(
      fc.property(anyDraft, (content) => {
        const totals = invoiceTotals(content, profile);
        content.lines.forEach(({ quantity }, index) => {
          const { netUnitPrice, amount } = totals.lines[index] ?? {
            netUnitPrice: null,
            amount: null,
          };
          const price = big(netUnitPrice);
          expect(cents(price.times(parseDecimal(quantity) ?? 0)).toFixed(2)).toBe(amount);
          expect(decimals(price)).toBeLessThanOrEqual(7);
          expect(new Big(JSON.parse(price.toFixed())).eq(price)).toBe(true);
        });
      }),
    );
  });

  test('do not depend on the order of lines without a whole-invoice discount', () => {
    const undiscounted = anyDraft.map((content) => makeDraft({ ...content, discount: none }));
    const shuffled = undiscounted.chain((content) =>
      fc
        .shuffledSubarray(content.lines, { minLength: content.lines.length })
        .map((lines) => ({ content, other: { ...content, lines } })),
    );
    fc.assert(
      fc.property(shuffled, ({ content, other }) => {
        const { subtotal, discount: off, tax, total } = invoiceTotals(content, profile);
        expect(invoiceTotals(other, profile)).toMatchObject({
          subtotal,
          discount: off,
          tax,
          total,
        });
      }),
    );
  });

  test('are not negative when no typed figure is negative', () => {
    fc.assert(
      fc.property(anyDraft, (content) => {
        const { subtotal, discount: off, tax, total } = invoiceTotals(content, profile);
        for (const figure of [subtotal, off, tax, total]) expect(big(figure).gte(0)).toBe(true);
      }),
    );
  });
});

describe('with prices that contain the tax', () => {
  test('the total is the typed total less the discount, within a cent for an amount off', () => {
    fc.assert(
      fc.property(draft('inclusive'), (content) => {
        const totals = invoiceTotals(content, profile);
        const gross = add(totals, (row) => row.grossAmount).minus(
          add(totals, (row) => row.discountAmount),
        );
        expect(add(totals, (row) => row.inclusiveAmount).eq(gross)).toBe(true);
        const typed =
          content.discount.kind === 'none' ? new Big(0) : new Big(content.discount.value);
        const off = content.discount.kind === 'percent' ? gross.times(typed).div(100) : typed;
        const expected = gross.minus(cents(off.gt(gross) ? gross : off));
        // Only the net discount is sent; at 20 % every sixth gross amount has no matching net
        // amount.
        const apart = content.discount.kind === 'amount' ? '0.01' : '0';
        expect(big(totals.total).minus(expected).abs().lte(apart)).toBe(true);
      }),
    );
  });

  test('the tax of a line without a discount is within a cent of its rate', () => {
    const single = fc
      .record({ quantity: decimal(99, 2), unitPrice: decimal(999, 2) })
      .map((typed) => makeDraft({ lines: [makeLine(typed)], details: { taxMode: 'inclusive' } }));
    fc.assert(
      fc.property(single, (content) => {
        const { subtotal, tax } = invoiceTotals(content, profile);
        const byRate = big(subtotal).times(20).div(100);
        expect(big(tax).minus(byRate).abs().lte('0.01')).toBe(true);
      }),
    );
  });
});
