import type Big from 'big.js';
import type { Address, Customer, TaxDetail, TaxMode } from '../company/entities.ts';
import type { InvoiceInput } from '../company/invoice-body.ts';
import { sumOf } from '../company/money.ts';
import { type Company, isUnitedStates } from '../company/realm.ts';
import { missing } from '../company/references.ts';
import { refusal } from '../wire/faults.ts';
import { discountedNets } from './discounted-lines.ts';
import { taxOutsideUnitedStates } from './outside-united-states.ts';
import { taxOfRows } from './tax-of-rows.ts';
import type { TaxableSale } from './taxable-sale.ts';
import { taxInUnitedStates } from './united-states.ts';

/**
 * The tax mode of the request; undefined in the US, which ignores the field. Elsewhere throws 2020
 * when missing and 6170 for NotApplicable together with TxnTaxDetail.
 */
export function taxModeOf(company: Company, input: InvoiceInput): TaxMode | undefined {
  if (isUnitedStates(company)) return undefined;
  const mode = input.GlobalTaxCalculation;
  if (!mode) throw missing('GlobalTaxCalculation');
  if (mode === 'NotApplicable' && input.TxnTaxDetail)
    throw refusal(
      '6170',
      'TxnTaxDetail is not allowed when GlobalTaxCalculation is NotApplicable.',
    );
  return mode;
}

/**
 * Computes tax and the total before tax. Ignores a sent TotalTax; outside the US uses sent tax
 * rows.
 */
export function taxOfInvoice(
  company: Company,
  sale: TaxableSale,
  at: {
    input: InvoiceInput;
    customer: Customer;
    shipTo: Address | undefined;
    mode: TaxMode | undefined;
    /**
     * True adopts sent tax rows unchanged; false only validates their rates and recomputes the tax.
     */
    takesOver: boolean;
  },
): { tax: TaxDetail; net: Big } {
  if (at.mode) {
    const outcome = taxOutsideUnitedStates(company, sale, at.mode);
    const rows = at.input.TxnTaxDetail?.TaxLine;
    if (!rows || !company.preferences.usingSalesTax) return outcome;
    const tax = taxOfRows(company, sale, rows);
    return at.takesOver ? { ...outcome, tax } : outcome;
  }
  const sentCode = at.input.TxnTaxDetail?.TxnTaxCodeRef;
  if (sentCode) refuseUnusableCode(company, sentCode.value);
  const net = sumOf(discountedNets(sale).map((line) => line.net));
  const tax = taxInUnitedStates(sale, {
    company,
    customer: at.customer,
    shipTo: at.shipTo,
    sentCode: sentCode?.value,
    taxAfterDiscount: at.input.ApplyTaxAfterDiscount ?? false,
  });
  return { tax, net };
}

/**
 * Throws 6160 for the code reserved for QuickBooks itself, 2500 for one that is not a tax group.
 */
function refuseUnusableCode(company: Company, id: string): void {
  if (id === 'CustomSalesTax')
    throw refusal('6160', 'Invalid tax code : CustomSalesTax cannot be written.', 'TxnTaxCodeRef');
  if (!company.taxCodes[id]?.TaxGroup)
    throw refusal(
      '2500',
      `Invalid Reference Id : TaxCode element id ${id} not found`,
      'TxnTaxCodeRef',
    );
}
