import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Big, cents, sum } from '../shared/money/money.ts';
import type { RealmLike } from '../testing/make-company.ts';
import { makeInvoiceIn, openFor } from '../testing/open-for-invoices.ts';

const decimal = (max: number, places: number) =>
  fc
    .tuple(fc.integer({ min: 1, max }), fc.integer({ min: 0, max: places }))
    .map(([units, shift]) => new Big(units).div(10 ** shift).toFixed());

const figures = fc.record({ quantity: decimal(9_999, 3), unitPrice: decimal(99_999, 4) });

describe('QuickBooks accepts an edit with any quantities and prices', () => {
  test.each<[RealmLike, 'excluded' | 'inclusive']>([
    ['us', 'excluded'],
    ['uk', 'excluded'],
    ['ca', 'inclusive'],
  ])('in a company like %s, prices %s', async (like, taxMode) => {
    const at = await openFor(like);
    const details = { ...at.content.details, taxMode };
    const first = await makeInvoiceIn({ ...at, content: { ...at.content, details } }, 'i-1');
    const [line] = first.lines;
    let invoice = first;
    let edits = 0;
    const edited = fc.array(figures, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(edited, async (typed) => {
        edits += 1;
        const lines = typed.map((one, index) => ({
          ...one,
          index: index < invoice.lines.length ? index : null,
          itemId: line?.itemId ?? null,
          description: '',
          ...(like !== 'us' && { taxCodeId: at.profile.taxCodes[0]?.id }),
        }));
        const body = at.gateway.invoiceEditBody(invoice, { lines }, at.profile);
        const answer = await at.gateway.updateInvoice(at.realm, body, `e-${edits}`);
        if (answer.kind !== 'done') throw new Error(JSON.stringify(answer));
        invoice = answer.value;
        const amounts = typed.map((one) => cents(new Big(one.quantity).times(one.unitPrice)));
        expect(invoice.lines.map(({ amount }) => amount)).toEqual(
          amounts.map((amount) => amount.toFixed(2)),
        );
        expect(invoice.subtotal).toBe(sum(amounts).toFixed(2));
        expect(new Big(invoice.total).minus(invoice.tax).toFixed(2)).toBe(invoice.subtotal);
      }),
      { numRuns: 30 },
    );
  });
});
