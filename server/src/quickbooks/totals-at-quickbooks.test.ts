import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Books } from '../shared/books.ts';
import type { Discount } from '../shared/draft-content.ts';
import { invoiceTotals } from '../shared/invoice-totals.ts';
import { Big } from '../shared/money.ts';
import type { BooksLike } from '../testing/make-company.ts';
import { makeDraft, makeLine } from '../testing/make-draft.ts';
import { openQuickbooks } from '../testing/open-quickbooks.ts';

const cents = (max: number) => fc.integer({ min: 1, max }).map((units) => (units / 100).toFixed(2));

const discount: fc.Arbitrary<Discount> = fc.oneof(
  fc.constant({ kind: 'none' as const }),
  fc.record({
    kind: fc.constant('percent' as const),
    value: fc.integer({ min: 1, max: 60 }).map(String),
  }),
  fc.record({ kind: fc.constant('amount' as const), value: cents(100) }),
);

const draft = (itemId: string, books: Books) => {
  const codes =
    books.taxRegime === 'per_line' ? books.taxCodes.map(({ id }) => id) : ['TAX', 'NON'];
  const line = fc.record({
    unitPrice: cents(100_000),
    quantity: fc.integer({ min: 1, max: 30 }).map(String),
    discount,
    taxCodeId: fc.constantFrom(...codes),
  });
  const item = { id: itemId, name: '', taxable: null };
  const details = fc.record({
    taxMode: fc.constantFrom('excluded' as const, 'inclusive' as const, 'none' as const),
    currency: fc.constant(books.homeCurrency),
    salesTaxCodeId: fc.constantFrom(...books.taxCodes.map(({ id }) => id)),
  });
  return fc
    .record({ lines: fc.array(line, { minLength: 1, maxLength: 5 }), discount, details })
    .map(({ lines, ...rest }) =>
      makeDraft({ ...rest, lines: lines.map((typed) => makeLine({ ...typed, item })) }),
    );
};

describe("the form's figures are QuickBooks' figures", () => {
  test.each<BooksLike>(['uk', 'ca', 'customNumbers'])('in a company like %s', async (like) => {
    const { gateway, realm } = await openQuickbooks(like);
    const books = await gateway.readBooks(realm);
    const page = { text: '', page: 0, pageSize: 50 };
    const { customers } = await gateway.searchCustomers(realm, page);
    const customer = customers.find(
      ({ currency }) => (currency ?? books.homeCurrency) === books.homeCurrency,
    );
    const [item] = (await gateway.searchItems(realm, page)).items;
    let attempt = 0;
    await fc.assert(
      fc.asyncProperty(draft(item?.id ?? '', books), async (content) => {
        attempt += 1;
        const body = gateway.invoiceBody(content, books, customer?.id ?? '');
        const made = await gateway.createInvoice(realm, body, `totals-${attempt}`);
        if (made.kind !== 'done') throw new Error(JSON.stringify(made));
        const expected = invoiceTotals(content, books);
        const { subtotal, discount: off, tax, total } = made.value;
        expect({ subtotal, discount: off }).toEqual({
          subtotal: expected.subtotal,
          discount: expected.discount,
        });
        // How a discount is spread over several tax codes is QuickBooks' own, and an amount off prices
        // with tax travels without it, rounded: cents apart, no more.
        const codes = new Set(content.lines.map(({ taxCodeId }) => taxCodeId)).size;
        const spread = books.taxRegime === 'per_line' && content.discount.kind !== 'none';
        const rounded =
          content.details.taxMode === 'inclusive' && content.discount.kind === 'amount';
        const apart = spread && (codes > 1 || rounded) ? codes * 0.02 : 0;
        expect(new Big(total).minus(expected.total).abs().lte(apart)).toBe(true);
        expect(
          new Big(tax)
            .minus(expected.tax ?? 0)
            .abs()
            .lte(apart),
        ).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});
