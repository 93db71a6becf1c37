import Big from 'big.js';
import type { Company } from '../books/company.ts';
import type { Address, Customer, TaxDetail } from '../books/entities.ts';
import { cents, sumOf, wireNumber } from '../books/money.ts';
import { ratesOf, taxLine } from './rates.ts';
import type { TaxableSale } from './taxable-sale.ts';

interface Circumstances {
  company: Company;
  customer: Customer;
  /** Where the goods go; decides under automated sales tax. */
  shipTo: Address | undefined;
  sentCode: string | undefined;
  /** Without automated sales tax: false taxes the amount before the discount. */
  taxAfterDiscount: boolean;
}

/**
 * Sales tax of a US company. With automated sales tax the ship-to state decides and a sent code is
 * replaced; an address that says no state means no tax. Without it the sent (or the customer's) code
 * decides. Intuit: manage sales tax for US locales.
 */
export function taxInUnitedStates(sale: TaxableSale, at: Circumstances): TaxDetail {
  const { company, customer } = at;
  const automated = company.preferences.automatedSalesTax === 'on';
  const code = automated
    ? codeOfState(company, at.shipTo)
    : (at.sentCode ?? customer.DefaultTaxCodeRef?.value);
  const exempt = !company.preferences.usingSalesTax || !customer.Taxable;
  if (!code || exempt) return { TotalTax: 0 };
  const net = taxableNet(sale, automated || at.taxAfterDiscount);
  const lines = ratesOf(company, code).map((rate) =>
    taxLine(rate, net, cents(net.times(rate.percent).div(100))),
  );
  const total = sumOf(lines.map((line) => Big(line.Amount)));
  return { TxnTaxCodeRef: { value: code }, TotalTax: wireNumber(total), TaxLine: lines };
}

/** The taxable part, less its share of the discount. */
function taxableNet(sale: TaxableSale, afterDiscount: boolean): Big {
  const goods = sale.lines.filter((line) => !line.shipping);
  const taxed = (lines: typeof goods) =>
    sumOf(lines.filter((line) => line.code === 'TAX').map((line) => line.net));
  const subtotal = sumOf(goods.map((line) => line.net));
  const share =
    afterDiscount && !subtotal.eq(0) ? sale.discount.times(taxed(goods)).div(subtotal) : Big(0);
  return cents(taxed(sale.lines).minus(share));
}

/** Automated sales tax keeps one group per state, named by its two letters. */
function codeOfState(company: Company, shipTo: Address | undefined): string | undefined {
  const state = shipTo?.CountrySubDivisionCode?.toUpperCase();
  if (!state) return undefined;
  return Object.values(company.taxCodes).find((code) => code.TaxGroup && code.Name === state)?.Id;
}
