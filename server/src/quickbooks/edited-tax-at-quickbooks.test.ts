import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Discount } from '../shared/contract/draft-content.ts';
import { makeInvoiceIn, openFor } from '../testing/open-for-invoices.ts';
import type { WireBody } from './models.ts';

const cents = (max: number) => fc.integer({ min: 1, max }).map((units) => (units / 100).toFixed(2));

const discounts: Discount[] = [
  { kind: 'none' },
  { kind: 'percent', value: '12' },
  { kind: 'amount', value: '0.01' },
];

const positions = (['kept', 'worked_out'] as const).flatMap((sparseTaxOutsideUs) =>
  (['taken_over', 'worked_out'] as const).map((sentTaxOutsideUs) => ({
    sparseTaxOutsideUs,
    sentTaxOutsideUs,
  })),
);
const cases = positions.flatMap((settings) =>
  (['line', 'sum'] as const).flatMap((taxRoundingOutsideUs) =>
    (['uk', 'ca'] as const).map((like) => ({ like, settings, taxRoundingOutsideUs })),
  ),
);

describe('an edit of lines gets the same tax as a new invoice with these lines', () => {
  test.each(cases)('$like, $settings, rounded by the $taxRoundingOutsideUs', async (position) => {
    const { like, settings, taxRoundingOutsideUs } = position;
    const at = await openFor(like);
    await at.settings({ ...settings, taxRoundingOutsideUs });
    const taxRounding = taxRoundingOutsideUs === 'line' ? 'per_line' : 'on_sum';
    const profile = { ...at.profile, taxRounding } as const;
    const codes = profile.taxCodes.map(({ id }) => id);
    const line = fc.record({
      quantity: fc.integer({ min: 1, max: 30 }).map(String),
      unitPrice: cents(90_000),
      taxCodeId: fc.constantFrom(...codes),
    });
    let made = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(...discounts),
        fc.constantFrom('excluded' as const, 'inclusive' as const),
        fc.constantFrom(...codes),
        async (typed, discount, taxMode, before) => {
          made += 1;
          const details = { ...at.content.details, taxMode };
          const first = { ...at.line, taxCodeId: before };
          const content = { ...at.content, lines: [first], details, discount };
          const invoice = await makeInvoiceIn({ ...at, content }, `made-${made}`);
          const lines = typed.map((one, index) => ({
            ...one,
            index: index === 0 ? 0 : null,
            itemId: at.line.item?.id ?? null,
            description: '',
          }));
          const body = at.gateway.invoiceEditBody(invoice, { lines }, profile);
          const answer = await at.gateway.updateInvoice(at.realm, body, `edit-${made}`);
          if (answer.kind !== 'done') throw new Error(JSON.stringify(answer));
          const Line = (body.Line as WireBody[]).map(({ Id: _, ...sent }) => sent);
          const anew = await makeInvoiceIn({ ...at, content }, `anew-${made}`, { Line });
          const { subtotal, discount: off, tax, total } = anew;
          expect(answer.value).toMatchObject({ subtotal, discount: off, tax, total });
        },
      ),
      { numRuns: 12 },
    );
  });

  test('keeps the old tax without the tax rows (check of the emulator)', async () => {
    const at = await openFor('uk');
    const content = { ...at.content, lines: [{ ...at.line, taxCodeId: '2' }] };
    const invoice = await makeInvoiceIn({ ...at, content }, 'kept');
    expect(invoice.tax).toBe('20.00');
    const itemId = at.line.item?.id ?? null;
    const lines = [{ index: 0, itemId, description: '', quantity: '3', unitPrice: '100' }];
    const { TxnTaxDetail, ...rest } = at.gateway.invoiceEditBody(invoice, { lines }, at.profile);
    const without = await at.gateway.updateInvoice(at.realm, rest, 'kept-edit');
    if (without.kind !== 'done') throw new Error(JSON.stringify(without));
    expect(without.value).toMatchObject({ subtotal: '300.00', tax: '20.00', total: '320.00' });
    const again = { ...rest, SyncToken: without.value.syncToken, TxnTaxDetail };
    expect(await at.gateway.updateInvoice(at.realm, again, 'kept-again')).toMatchObject({
      value: { tax: '60.00', total: '360.00' },
    });
  });
});
