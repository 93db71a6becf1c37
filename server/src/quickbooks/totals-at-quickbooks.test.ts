import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CompanyProfile } from '../shared/contract/company-profile.ts';
import type { Discount } from '../shared/contract/draft-content.ts';
import { invoiceTotals } from '../shared/money/invoice-totals.ts';
import { taxRoundings } from '../shared/tax/tax-rounding.ts';
import type { RealmLike } from '../testing/make-company.ts';
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

const draft = (itemId: string, profile: CompanyProfile) => {
  const codes =
    profile.taxRegime === 'per_line' ? profile.taxCodes.map(({ id }) => id) : ['TAX', 'NON'];
  const line = fc.record({
    unitPrice: cents(100_000),
    quantity: fc.integer({ min: 1, max: 30 }).map(String),
    discount,
    taxCodeId: fc.constantFrom(...codes),
  });
  const item = { id: itemId, name: '', taxable: null };
  const details = fc.record({
    taxMode: fc.constantFrom('excluded' as const, 'inclusive' as const, 'none' as const),
    currency: fc.constant(profile.homeCurrency),
    salesTaxCodeId: fc.constantFrom(...profile.taxCodes.map(({ id }) => id)),
  });
  return fc
    .record({ lines: fc.array(line, { minLength: 1, maxLength: 5 }), discount, details })
    .map(({ lines, ...rest }) =>
      makeDraft({ ...rest, lines: lines.map((typed) => makeLine({ ...typed, item })) }),
    );
};

describe('the form calculates the same totals as QuickBooks', () => {
  const likes: RealmLike[] = ['uk', 'ca', 'customNumbers'];
  const cases = likes.flatMap((like) => taxRoundings.map((rounding) => [like, rounding] as const));
  test.each(cases)('in a company like %s that rounds tax %s', async (like, taxRounding) => {
    const { gateway, realm, settings } = await openQuickbooks(like);
    const position = taxRounding === 'per_line' ? 'line' : 'sum';
    await settings({ taxRoundingOutsideUs: position, taxRoundingInUs: position });
    const profile = { ...(await gateway.readCompanyProfile(realm)), taxRounding };
    const page = { text: '', page: 0, pageSize: 50 };
    const { customers } = await gateway.searchCustomers(realm, page);
    const customer = customers.find(
      ({ currency }) => (currency ?? profile.homeCurrency) === profile.homeCurrency,
    );
    const [item] = (await gateway.searchItems(realm, page)).items;
    let attempt = 0;
    await fc.assert(
      fc.asyncProperty(draft(item?.id ?? '', profile), async (content) => {
        attempt += 1;
        const body = gateway.invoiceBody(content, profile, customer?.id ?? '');
        const made = await gateway.createInvoice(realm, body, `totals-${attempt}`);
        if (made.kind !== 'done') throw new Error(JSON.stringify(made));
        const { subtotal, discount: off, tax, total } = invoiceTotals(content, profile);
        expect(made.value).toMatchObject({ subtotal, discount: off, tax, total });
      }),
      { numRuns: 60 },
    );
  });
});
