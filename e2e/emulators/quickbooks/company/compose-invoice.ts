import Big from 'big.js';
import { usualSwitches } from '../switches.ts';
import { taxModeOf, taxOfInvoice } from '../tax/tax-of-invoice.ts';
import { businessRefusal, refusal } from '../wire/faults.ts';
import { addressesOf, addressFor, taxedPlace } from './addresses.ts';
import { sellersAddress } from './company-address.ts';
import { currencyOfSale, homeAmount, type RateWithoutOne } from './currency.ts';
import { customFieldsOf } from './custom-fields.ts';
import { withDiscountAmount } from './discount-line.ts';
import type { Address, Customer, Entity, Invoice } from './entities.ts';
import type { InvoiceInput } from './invoice-body.ts';
import { composeLines } from './lines.ts';
import type { Term } from './list-entities.ts';
import { addDays } from './moment.ts';
import { cents, wireNumber } from './money.ts';
import { type Company, isUnitedStates, type Realm, today } from './realm.ts';
import { customerFor, customerRef, refuseInactiveTerm, termFor } from './references.ts';
import { saleLocationOf } from './sale-location.ts';
import { saleFieldsOf } from './sale-references.ts';

type Composed = Omit<Invoice, keyof Entity | 'DocNumber' | 'LinkedTxn' | 'Balance' | 'HomeBalance'>;

type KnownKeys = 'BillAddr' | 'ShipAddr' | 'ShipFromAddr' | 'FreeFormAddress' | 'Line';

/**
 * Derives an invoice from its input: lines, tax, totals, dates, addresses. Callers add the number,
 * balance and links, which depend on the stored state.
 */
export function composeInvoice(
  realm: Realm,
  input: InvoiceInput,
  known?: Pick<Invoice, KnownKeys>,
  {
    rateWithoutOne,
    keepsTax = false,
  }: { rateWithoutOne?: RateWithoutOne; keepsTax?: boolean } = {},
): Composed {
  const { company } = realm;
  const customer = customerFor(company, input.CustomerRef);
  const mode = taxModeOf(company, input);
  const txnDate = input.TxnDate ?? today(realm);
  const rateFrom = { date: txnDate, rateWithoutOne };
  const currency = currencyOfSale(company, customer.CurrencyRef, input, rateFrom);
  const isNew = known === undefined;
  const dates = { TxnDate: txnDate, ...termAndDueDate(realm, input, { customer, txnDate, isNew }) };
  const { lines, charged, ...composed } = composeLines(realm, input, {
    customer,
    mode,
    known: known?.Line,
  });
  const sale = { ...composed.sale, rounding: roundingOf(realm) };
  const addresses = addressesFor(realm, input, customer, known);
  const shipTo = taxedPlace(realm, addresses.ShipAddr);
  const { tax, net } = taxOfInvoice(company, sale, {
    input,
    customer,
    shipTo,
    mode,
    takesOver: keepsTax || (realm.switches ?? usualSwitches).sentTaxOutsideUs === 'taken_over',
  });
  const total = net.plus(tax.TotalTax);
  if (total.lt(0)) throw businessRefusal('Transaction amount must be 0 or greater.');
  return {
    ...dates,
    ...currency,
    ...addresses,
    FreeFormAddress: known?.FreeFormAddress ?? isFreeForm(addresses.ShipAddr),
    ...delivery(company, input, isNew),
    CustomerRef: customerRef(customer),
    GlobalTaxCalculation: mode,
    TransactionLocationType: saleLocationOf(realm, input),
    ApplyTaxAfterDiscount: isUnitedStates(company)
      ? (input.ApplyTaxAfterDiscount ?? false)
      : undefined,
    Line: withDiscountAmount(lines, charged.minus(net)),
    TxnTaxDetail: tax,
    TotalAmt: wireNumber(total),
    HomeTotalAmt: homeAmount(company, currency.ExchangeRate, total),
    Deposit: depositOf(realm, input, total),
    PrivateNote: input.PrivateNote,
    CustomerMemo: input.CustomerMemo,
    CustomField: customFieldsOf(realm, input.CustomField),
    ...saleFieldsOf(realm, input),
  };
}

function roundingOf({ company, switches }: Realm): 'line' | 'sum' {
  const { taxRoundingInUs, taxRoundingOutsideUs } = switches ?? usualSwitches;
  return isUnitedStates(company) ? taxRoundingInUs : taxRoundingOutsideUs;
}

function termAndDueDate(
  realm: Realm,
  input: InvoiceInput,
  { customer, txnDate, isNew }: { customer: Customer; txnDate: string; isNew: boolean },
) {
  const { company } = realm;
  const fallback = company.preferences.defaultTerms
    ? { value: company.preferences.defaultTerms }
    : undefined;
  if (input.SalesTermRef && isNew) refuseInactiveTerm(company, input.SalesTermRef);
  const wanted = input.SalesTermRef ?? customer.SalesTermRef ?? fallback;
  const term = wanted && termFor(company, wanted);
  return {
    SalesTermRef: term && { value: term.Id, name: term.Name },
    DueDate: input.DueDate ?? dueDateOf(txnDate, term),
  };
}

function addressesFor(
  realm: Realm,
  input: InvoiceInput,
  customer: Customer,
  known?: Pick<Invoice, 'BillAddr' | 'ShipAddr' | 'ShipFromAddr'>,
) {
  const copied = addressesOf(customer, realm.company);
  const before = { ...copied, ...(known?.BillAddr && { BillAddr: known.BillAddr }) };
  const { company } = realm;
  const from = isUnitedStates(company) ? sellersAddress(company) : undefined;
  const { BillAddr, ShipAddr, ShipFromAddr } = input;
  return {
    BillAddr: located(addressFor(company, BillAddr, before.BillAddr) ?? copied.BillAddr),
    ShipAddr: located(
      addressFor(company, ShipAddr, known?.ShipAddr ?? copied.ShipAddr) ?? copied.ShipAddr,
    ),
    ShipFromAddr: addressFor(company, ShipFromAddr, known?.ShipFromAddr ?? from) ?? from,
  };
}

/**
 * As recorded, a new invoice allows online payment unless the input turns it off. Without copies of
 * its own it gets those of the preferences.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
 */
function delivery({ preferences }: Company, input: InvoiceInput, isNew: boolean) {
  if (input.EmailStatus === 'NeedToSend' && !input.BillEmail)
    throw refusal(
      '6420',
      'Email address is required : BillEmail must be supplied to send an invoice.',
      'BillEmail',
    );
  return {
    BillEmail: input.BillEmail,
    BillEmailCc: input.BillEmailCc ?? usualCopy(preferences.salesEmailCc, isNew),
    BillEmailBcc: input.BillEmailBcc ?? usualCopy(preferences.salesEmailBcc, isNew),
    EmailStatus: input.EmailStatus ?? 'NotSet',
    PrintStatus: input.PrintStatus ?? 'NeedToPrint',
    AllowOnlineCreditCardPayment: input.AllowOnlineCreditCardPayment ?? isNew,
    AllowOnlineACHPayment: input.AllowOnlineACHPayment ?? isNew,
    AllowOnlinePayment: false,
    AllowIPNPayment: false,
  };
}

function usualCopy(Address: string | null, isNew: boolean) {
  return isNew && Address ? { Address } : undefined;
}

function depositOf(realm: Realm, input: InvoiceInput, total: Big): number {
  const deposit = cents(input.Deposit ?? Big(0));
  if (deposit.eq(0)) return 0;
  if (!realm.company.preferences.allowDeposit)
    throw businessRefusal('Deposits are turned off in the settings of this company.');
  if (deposit.lt(0) || deposit.gt(total))
    throw businessRefusal('The deposit must lie between 0 and the total of the invoice.');
  return wireNumber(deposit);
}

/**
 * The due date of a term: a number of days after the invoice date, or a day of the month, which
 * moves to the next month when it is less than `DueNextMonthDays` away.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/term
 */
function dueDateOf(txnDate: string, term: Term | undefined): string {
  if (!term) return txnDate;
  if (term.Type === 'STANDARD') return addDays(txnDate, term.DueDays ?? 0);
  const issued = Temporal.PlainDate.from(txnDate);
  const wanted = term.DayOfMonthDue ?? 1;
  let due = issued.with({ day: 1 }).with({ day: wanted }, { overflow: 'constrain' });
  const soonest = issued.add({ days: term.DueNextMonthDays ?? 0 });
  while (Temporal.PlainDate.compare(due, soonest) < 0)
    due = due.with({ day: 1 }).add({ months: 1 }).with({ day: wanted }, { overflow: 'constrain' });
  return due.toString();
}

/**
 * Adds the coordinates that QuickBooks geocodes, as text; `INVALID` without city and postal code.
 * Derived from a hash, so the same address always gets the same coordinates.
 */
function located(address: Address | undefined): Address | undefined {
  if (!address) return undefined;
  const { Lat, Long, ...plain } = address;
  const { City, PostalCode } = plain;
  if (!City && !PostalCode) return { ...plain, Lat: 'INVALID', Long: 'INVALID' };
  const location = `${City ?? ''} ${PostalCode ?? ''}`.toLowerCase();
  return { ...plain, Lat: degrees(location, 25, 24), Long: degrees(`${location} `, -125, 58) };
}

function degrees(text: string, from: number, width: number): string {
  const hash = [...text].reduce((sum, one) => (sum * 31 + (one.codePointAt(0) ?? 0)) % 1e7, 7);
  return (from + (hash / 1e7) * width).toFixed(7);
}

/** Whether an address has only free-form lines: no city and no postal code. */
function isFreeForm(address: Address | undefined): boolean {
  return address !== undefined && !address.City && !address.PostalCode;
}
