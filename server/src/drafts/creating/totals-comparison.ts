import type { QuickbooksInvoice } from '../../quickbooks/models.ts';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import type { DraftContent } from '../../shared/contract/draft-content.ts';
import { type InvoiceTotals, invoiceTotals } from '../../shared/money/invoice-totals.ts';
import { Big } from '../../shared/money/money.ts';
import { otherTaxRounding } from '../../shared/tax/tax-rounding.ts';
import type { Proof } from '../contract.ts';

type Made = Pick<QuickbooksInvoice, 'subtotal' | 'discount' | 'tax' | 'total'>;
type Rows = Proof['rows'];

/**
 * The form's figures beside QuickBooks', to the cent. Where the form could not know the tax, neither tax
 * nor total is compared. `totals` where they are known already. `roundedAs` names the other rounding of tax when that gives QuickBooks' figures.
 */
export const compareTotals = (
  content: DraftContent,
  profile: CompanyProfile,
  made: Made,
  totals = invoiceTotals(content, profile, profile.taxRounding),
): Proof => {
  const rows = rowsOf(totals, made);
  const agrees = agree(rows);
  const other = otherTaxRounding(profile.taxRounding);
  const otherRows = agrees ? null : rowsOf(invoiceTotals(content, profile, other), made);
  const roundedAs = otherRows && agree(otherRows) ? other : null;
  return { agrees, roundedAs, rows };
};

const agree = (rows: Rows): boolean =>
  rows.every((row) => row.expected === null || new Big(row.expected).eq(row.actual));

const rowsOf = (expected: InvoiceTotals, made: Made): Rows => {
  const taxKnown = expected.tax !== null;
  return [
    { what: 'subtotal', expected: expected.subtotal, actual: made.subtotal },
    { what: 'discount', expected: expected.discount, actual: made.discount },
    { what: 'tax', expected: expected.tax, actual: made.tax },
    { what: 'total', expected: taxKnown ? expected.total : null, actual: made.total },
  ];
};
