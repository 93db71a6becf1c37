import Big from 'big.js';
import { stateOf } from '../company/addresses.ts';
import type { Address, Customer, TaxDetail } from '../company/entities.ts';
import { cents, sumOf, wireNumber } from '../company/money.ts';
import type { Company } from '../company/realm.ts';
import { discountedNets } from './discounted-lines.ts';
import { ratesOf, taxLine } from './rates.ts';
import type { TaxableSale } from './taxable-sale.ts';

interface Circumstances {
  company: Company;
  customer: Customer;
  /** The ship-to address, which decides automated sales tax. */
  shipTo: Address | undefined;
  sentCode: string | undefined;
  /** Ignored with automated sales tax; false taxes the amount before the discount. */
  taxAfterDiscount: boolean;
}

/**
 * Sales tax of a US company. Automated sales tax replaces a sent code by the ship-to state's, none
 * abroad. Without it, the sent or the customer's code applies. Rates are rounded per line or once
 * on the sum, by `sale.rounding`.
 * https://developer.intuit.com/app/developer/qbo/docs/workflows/manage-sales-tax-for-us-locales
 */
export function taxInUnitedStates(sale: TaxableSale, at: Circumstances): TaxDetail {
  const { company, customer } = at;
  const automated = company.preferences.automatedSalesTax === 'on';
  const code = automated
    ? codeOfState(company, at.shipTo)
    : (at.sentCode ?? customer.DefaultTaxCodeRef?.value);
  const exempt = !company.preferences.usingSalesTax || !customer.Taxable;
  if (!code || exempt) return { TotalTax: 0 };
  const lines = discountedNets(automated || at.taxAfterDiscount ? sale : beforeDiscount(sale));
  const nets = lines.filter((line) => line.code === 'TAX').map((line) => line.net);
  if (nets.length === 0) return { TxnTaxCodeRef: { value: code }, TotalTax: 0 };
  const total = sumOf(nets);
  const bases = sale.rounding === 'sum' ? [total] : nets;
  const taxes = ratesOf(company, code).map((rate) => {
    const amounts = bases.map((base) => cents(base.times(rate.percent).div(100)));
    return taxLine(rate, total, sumOf(amounts));
  });
  const TotalTax = wireNumber(sumOf(taxes.map((line) => Big(line.Amount))));
  return { TxnTaxCodeRef: { value: code }, TotalTax, TaxLine: taxes };
}

function beforeDiscount(sale: TaxableSale): TaxableSale {
  return { ...sale, discountPercent: undefined, discountAmount: undefined };
}

/** Id of the state's tax group, which is named by its two-letter code. */
function codeOfState(company: Company, shipTo: Address | undefined): string | undefined {
  const state = stateOf(shipTo);
  if (!state) return undefined;
  return Object.values(company.taxCodes).find((code) => code.TaxGroup && code.Name === state)?.Id;
}
