import type Big from 'big.js';
import type { Switches } from '../switches.ts';
import { ratesOf } from '../tax/rates.ts';
import type { TaxableLine } from '../tax/taxable-sale.ts';
import { businessRefusal, refusal } from '../wire/faults.ts';
import type { Customer, Line, Ref, TaxMode } from './entities.ts';
import type { LineInput } from './invoice-body.ts';
import { cents, sumOf, wireNumber } from './money.ts';
import { type Company, isUnitedStates } from './realm.ts';
import { itemFor, missing, taxCodeFor } from './references.ts';

const shippingItem = 'SHIPPING_ITEM_ID';

export interface SalesLine {
  line: Line;
  taxable: TaxableLine;
}

type SalesInput = Pick<LineInput, 'Id' | 'Description' | 'Amount' | 'SalesItemLineDetail'>;

interface Circumstances {
  company: Company;
  customer: Customer;
  mode: TaxMode | undefined;
  productOf: Switches['productOf'];
  classOf: (sent: Ref | undefined) => Ref | undefined;
  serviceDateWhenOff: Switches['serviceDateWhenOff'];
}

/** Decimals that QuickBooks stores of quantities and prices. */
const figureDecimals = 7;

/** Validates item, amount and tax code of a sales line and fills in the server's fields. */
export function salesLine(sent: SalesInput, at: Circumstances): SalesLine {
  const detail = sent.SalesItemLineDetail ?? {};
  if (sent.Amount === undefined) throw missing('Line.Amount');
  const amount = cents(sent.Amount);
  const counted = (figure: Big | undefined) =>
    at.productOf === 'stored' ? figure?.round(figureDecimals) : figure;
  refuseWrongProduct(counted(detail.Qty), counted(detail.UnitPrice), amount);
  const shipping = detail.ItemRef?.value === shippingItem;
  if (shipping && !at.company.preferences.allowShipping)
    throw businessRefusal('Shipping is turned off in the settings of this company.');
  const item = shipping
    ? undefined
    : itemFor(at.company, detail.ItemRef ?? { value: at.company.preferences.defaultItem });
  const code = taxCodeOfLine(at, detail.TaxCodeRef, item?.Taxable ?? false);
  const gross =
    at.mode === 'TaxInclusive'
      ? grossOf(at.company, code, amount, detail.TaxInclusiveAmt)
      : undefined;
  const price =
    detail.UnitPrice ?? (detail.Qty && !detail.Qty.eq(0) ? amount.div(detail.Qty) : undefined);
  return {
    taxable: { net: amount, gross, code: code?.value, shipping },
    line: {
      Id: sent.Id,
      Description: sent.Description,
      Amount: wireNumber(amount),
      DetailType: 'SalesItemLineDetail',
      SalesItemLineDetail: {
        ItemRef: item ? { value: item.Id, name: item.Name } : { value: shippingItem },
        Qty: detail.Qty && wireNumber(detail.Qty, figureDecimals),
        UnitPrice: price && wireNumber(price, figureDecimals),
        ItemAccountRef: item?.IncomeAccountRef,
        TaxCodeRef: code,
        TaxInclusiveAmt: gross && wireNumber(gross),
        ServiceDate: keepsServiceDate(at) ? detail.ServiceDate : undefined,
        ClassRef: at.classOf(detail.ClassRef),
      },
      CustomExtensions: [],
    },
  };
}

function keepsServiceDate({ company, serviceDateWhenOff }: Circumstances): boolean {
  return company.preferences.allowServiceDate || serviceDateWhenOff === 'stored';
}

/** Throws 6070 unless the amount is quantity times price, rounded to cents. */
function refuseWrongProduct(qty: Big | undefined, price: Big | undefined, amount: Big): void {
  if (!qty || !price || cents(qty.times(price)).eq(amount)) return;
  throw refusal(
    '6070',
    `Amount calculation incorrect in the request : Amount is not equal to UnitPrice * Qty. Supplied value:${amount.toFixed(2)}`,
    'Line.Amount',
  );
}

/** US: TAX or NON, by default from item and customer. Elsewhere: a required code of the company. */
function taxCodeOfLine(
  at: Circumstances,
  sent: Ref | undefined,
  itemTaxable: boolean,
): Ref | undefined {
  if (isUnitedStates(at.company)) {
    const value = sent?.value ?? (itemTaxable && at.customer.Taxable ? 'TAX' : 'NON');
    if (value === 'TAX' || value === 'NON') return { value };
    throw refusal(
      '6100',
      `Invalid tax code for line item in the request : Tax code ${value} is not allowed. Only TAX or NON may be used in the US.`,
      'TaxCodeRef',
    );
  }
  if (at.mode === 'NotApplicable') return undefined;
  if (!sent) throw businessRefusal(missingCodeText(at.company));
  return { value: taxCodeFor(at.company, sent).Id };
}

function missingCodeText(company: Company): string {
  if (company.country === 'CA')
    return 'Make sure all your transactions have a GST/HST rate before you save.\nGo to each line without one and choose a rate.\nEvery transaction must have a GST/HST rate.';
  return 'Make sure all your transactions have a VAT rate before you save.';
}

/** The gross amount under TaxInclusive: as sent, else computed from the net amount. */
function grossOf(company: Company, code: Ref | undefined, net: Big, sent: Big | undefined): Big {
  if (sent) return cents(sent);
  const rates = code ? ratesOf(company, code.value) : [];
  const percent = sumOf(rates.map((rate) => rate.percent));
  return cents(net.times(percent.plus(100)).div(100));
}

/** Composes a line with only a description, or an inline subtotal (`Subtotal:`). */
export function descriptionLine(sent: LineInput): Line {
  return {
    Id: sent.Id,
    Description: sent.Description,
    DetailType: 'DescriptionOnly',
    DescriptionLineDetail: {},
  };
}
