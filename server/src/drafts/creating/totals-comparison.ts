import type { QuickbooksInvoice } from '../../quickbooks/models.ts';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import type { DraftContent } from '../../shared/contract/draft-content.ts';
import { type InvoiceTotals, invoiceTotals } from '../../shared/money/invoice-totals.ts';
import { Big } from '../../shared/money/money.ts';
import { otherTaxRounding } from '../../shared/tax/tax-rounding.ts';
import type { TotalsComparison } from '../contract.ts';

type CreatedTotals = Pick<QuickbooksInvoice, 'subtotal' | 'discount' | 'tax' | 'total'> & {
  shipping?: string;
};
type Rows = TotalsComparison['rows'];

/**
 * Compares the form's totals with QuickBooks' to the cent; tax and total only if the form can
 * calculate the tax. `roundedAs` is the other tax rounding if that gives QuickBooks' totals. Pure.
 */
export const compareTotals = (
  content: DraftContent,
  profile: CompanyProfile,
  created: CreatedTotals,
  totals = invoiceTotals(content, profile, profile.taxRounding),
): TotalsComparison => {
  const rows = rowsOf(totals, created);
  const agrees = agree(rows);
  const other = otherTaxRounding(profile.taxRounding);
  const otherRows = agrees ? null : rowsOf(invoiceTotals(content, profile, other), created);
  const roundedAs = otherRows && agree(otherRows) ? other : null;
  return { agrees, roundedAs, rows };
};

const agree = (rows: Rows): boolean =>
  rows.every((row) => row.expected === null || new Big(row.expected).eq(row.actual));

const rowsOf = (expected: InvoiceTotals, created: CreatedTotals): Rows => {
  const taxKnown = expected.tax !== null;
  return [
    { what: 'subtotal', expected: expected.subtotal, actual: created.subtotal },
    { what: 'discount', expected: expected.discount, actual: created.discount },
    ...shippingRow(expected.shipping, created.shipping ?? '0.00'),
    { what: 'tax', expected: expected.tax, actual: created.tax },
    { what: 'total', expected: taxKnown ? expected.total : null, actual: created.total },
  ];
};

/** Empty where both have none. */
const shippingRow = (expected: string, actual: string): Rows =>
  Number(expected) === 0 && Number(actual) === 0 ? [] : [{ what: 'shipping', expected, actual }];
