import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Big, cents, sum } from '../shared/money/money.ts';
import { type ForInvoices, openFor } from '../testing/open-for-invoices.ts';
import type { QuickbooksInvoice } from './models.ts';
import { partsOf } from './translate/invoice-parts.ts';

const sold = (Amount: number, detail: object = {}) => ({
  DetailType: 'SalesItemLineDetail',
  Amount,
  SalesItemLineDetail: { ItemRef: { value: '3' }, TaxCodeRef: { value: 'NON' }, ...detail },
});
const shipping = (amount: number) => sold(amount, { ItemRef: { value: 'SHIPPING_ITEM_ID' } });
const bundle = (...amounts: number[]) => ({
  DetailType: 'GroupLineDetail',
  GroupLineDetail: {
    GroupItemRef: { value: '24', name: 'Assorted sweets' },
    Quantity: 3,
    Line: amounts.map((amount) => sold(amount)),
  },
});
const percentOff = (DiscountPercent: number) => ({
  DetailType: 'DiscountLineDetail',
  DiscountLineDetail: { PercentBased: true, DiscountPercent },
});
const words = { DetailType: 'DescriptionOnly', Description: 'As agreed' };

/** Created as on QuickBooks' own pages, because the API cannot create bundles. */
const madeThere = async (at: ForInvoices, Line: object[]): Promise<QuickbooksInvoice> => {
  const invoice = { CustomerRef: { value: at.customer.id }, Line };
  const made = (await at.act('invoices', { invoices: [invoice] })) as { invoices: string[] };
  const { invoices } = await at.gateway.invoicesById(at.realm, made.invoices);
  const [read] = invoices;
  if (!read) throw new Error('It is not there');
  return read;
};

const added = (invoice: QuickbooksInvoice): string => {
  const { lines, discount, shipping: sent, other } = partsOf(invoice);
  return sum(lines.map(({ amount }) => new Big(amount)))
    .minus(discount)
    .plus(sent)
    .plus(other)
    .plus(invoice.tax)
    .toFixed(2);
};

const asShown = (invoice: QuickbooksInvoice) =>
  partsOf(invoice).lines.map(({ itemId, description, quantity, unitPrice }, index) => ({
    index,
    itemId,
    description,
    quantity: quantity ?? '',
    unitPrice: unitPrice ?? '',
  }));

describe.each(['zero', 'filled'] as const)('bundles whose own amount is %s', (bundleAmount) => {
  test('are shown with their amounts, and an edit keeps them and the shipping', async () => {
    const at = await openFor('customNumbers');
    await at.settings({ bundleAmount });
    const before = await madeThere(at, [
      bundle(7.96, 2.65),
      sold(50, { Qty: 2, UnitPrice: 25 }),
      words,
      shipping(2),
      percentOff(10),
    ]);
    const parts = partsOf(before);
    expect(parts).toMatchObject({ subtotal: '60.61', discount: '6.06', shipping: '2.00' });
    expect(parts.lines.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['bundle', '10.61'],
      ['item', '50.00'],
      ['text', '0.00'],
    ]);
    expect(added(before)).toBe('56.55');

    const [group, desk, text] = asShown(before);
    if (!group || !desk || !text) throw new Error('Three lines are shown');
    const lines = [group, { ...desk, quantity: '4' }, text];
    const body = at.gateway.invoiceEditBody(before, { lines }, at.profile);
    const answer = await at.gateway.updateInvoice(at.realm, body, `edit-${bundleAmount}`);
    if (answer.kind !== 'done') throw new Error(JSON.stringify(answer));
    const after = answer.value;
    expect(partsOf(after)).toMatchObject({
      subtotal: '110.61',
      discount: '11.06',
      shipping: '2.00',
      other: '0.00',
    });
    expect(after.total).toBe('101.55');
    expect(after.raw.lines.at(0)).toEqual(before.raw.lines.at(0));
    expect(after.raw.lines.at(-1)).toEqual(before.raw.lines.at(-1));
  });

  test('and all other parts add up to the total', async () => {
    const at = await openFor('customNumbers');
    await at.settings({ bundleAmount });
    const amount = fc.integer({ min: 1, max: 500_000 }).map((units) => units / 100);
    const line = fc.oneof(
      amount.map((one) => sold(one)),
      amount.map(shipping),
      fc.array(amount, { minLength: 1, maxLength: 3 }).map((inner) => bundle(...inner)),
      fc.constant(words),
    );
    const percent = fc.integer({ min: 0, max: 100 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 5 }),
        amount,
        percent,
        async (some, one, off) => {
          const invoice = await madeThere(at, [sold(one), ...some, percentOff(off)]);
          const parts = partsOf(invoice);
          expect(added(invoice)).toBe(invoice.total);
          expect(parts.other).toBe('0.00');
          const expected = cents(new Big(parts.subtotal).times(off).div(100));
          expect(parts.discount).toBe(expected.toFixed(2));
        },
      ),
      { numRuns: 25 },
    );
  });
});
