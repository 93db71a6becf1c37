import type { Delivery } from '../../shared/checks/check-delivery.ts';
import { type CompanyProfile, sendsNumber } from '../../shared/contract/company-profile.ts';
import type {
  Bundle,
  DraftContent,
  DraftLine,
  SaleLocation,
} from '../../shared/contract/draft-content.ts';
import { termToSend } from '../../shared/dates/fitting-term.ts';
import { rateToSend } from '../../shared/money/exchange-rate.ts';
import { type InvoiceTotals, invoiceTotals } from '../../shared/money/invoice-totals.ts';
import { parseDiscount } from '../../shared/money/line-amounts.ts';
import { sentDescription } from '../../shared/money/line-discount-text.ts';
import type { LineTotals } from '../../shared/money/line-totals.ts';
import { parseDecimal } from '../../shared/money/money.ts';
import { soldLines } from '../../shared/money/sold-lines.ts';
import { saleLocationOf } from '../../shared/tax/sale-location.ts';
import { shipAddressOf } from '../../shared/tax/tax-address.ts';
import { priceModeOf, type TaxRules, taxRulesOf } from '../../shared/tax/tax-rules.ts';
import { recipientsIn } from '../../shared/text/recipients-in.ts';
import type { WireBody } from '../models.ts';
import { shippingItemId } from '../translate/invoice-lines.ts';
import { addressBody } from './address-body.ts';
import { invoiceFieldsBody, lineClass } from './invoice-fields-body.ts';

/** TAX or NON in the US, a tax code of the company elsewhere; omitted without tax. */
const taxCode = (
  { taxCodeId }: Pick<DraftLine, 'taxCodeId'>,
  { details }: DraftContent,
  profile: CompanyProfile,
): WireBody => {
  const untaxed = priceModeOf(taxRulesOf(profile), details) === 'none';
  return untaxed || taxCodeId === null ? {} : { TaxCodeRef: { value: taxCodeId } };
};

const description = (line: DraftLine, currency: string): WireBody => {
  const text = sentDescription(line, currency);
  return text.trim() === '' ? {} : { Description: text };
};

/**
 * QuickBooks refuses a line whose Amount is not UnitPrice x Qty to the cent (6070).
 * https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes
 */
const salesLine = (
  line: DraftLine,
  totals: LineTotals | undefined,
  content: DraftContent,
  profile: CompanyProfile,
) => ({
  DetailType: 'SalesItemLineDetail',
  Amount: Number(totals?.amount ?? 0),
  ...description(line, content.details.currency),
  SalesItemLineDetail: {
    ItemRef: { value: line.item?.id ?? '' },
    ...lineClass(line, content, profile),
    Qty: Number(parseDecimal(line.quantity)?.toFixed() ?? 0),
    UnitPrice: Number(totals?.netUnitPrice ?? 0),
    ...taxCode(line, content, profile),
    ...(totals?.inclusiveAmount != null && { TaxInclusiveAmt: Number(totals.inclusiveAmount) }),
    ...(line.serviceDate && { ServiceDate: line.serviceDate }),
  },
});

/**
 * A bundle with its items.
 * https://docs.breadwinner.com/quickbooks/create-an-invoice-with-a-bundle-item
 */
const bundleLine = (
  line: DraftLine,
  bundle: Bundle,
  totals: LineTotals | undefined,
  content: DraftContent,
  profile: CompanyProfile,
): WireBody => ({
  DetailType: 'GroupLineDetail',
  Amount: Number(totals?.amount ?? 0),
  ...description(line, content.details.currency),
  GroupLineDetail: {
    GroupItemRef: { value: bundle.id },
    Quantity: Number(parseDecimal(line.quantity)?.toFixed() ?? 0),
    Line: soldLines(line).map((part, at) => salesLine(part, totals?.parts?.[at], content, profile)),
  },
});

const lineBody = (
  line: DraftLine,
  totals: LineTotals | undefined,
  content: DraftContent,
  profile: CompanyProfile,
): WireBody => {
  if (line.kind === 'text') return textLine(line);
  return line.bundle
    ? bundleLine(line, line.bundle, totals, content, profile)
    : salesLine(line, totals, content, profile);
};

const textLine = ({ description: Description }: DraftLine): WireBody => ({
  DetailType: 'DescriptionOnly',
  Description,
  DescriptionLineDetail: {},
});

/**
 * Shipping is a sales line of a special item.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
 */
const shippingLine = (
  content: DraftContent,
  profile: CompanyProfile,
  { shipping, inclusiveShipping }: InvoiceTotals,
): WireBody[] =>
  content.shipping && Number(shipping) !== 0
    ? [
        {
          DetailType: 'SalesItemLineDetail',
          Amount: Number(shipping),
          SalesItemLineDetail: {
            ItemRef: { value: shippingItemId },
            ...taxCode(content.shipping, content, profile),
            ...(inclusiveShipping !== null && { TaxInclusiveAmt: Number(inclusiveShipping) }),
          },
        },
      ]
    : [];

const discountLine = (content: DraftContent, { discount }: InvoiceTotals): WireBody[] => {
  const entered = parseDiscount(content.discount);
  if (entered === null || entered.value.eq(0)) return [];
  const percent = { PercentBased: true, DiscountPercent: Number(entered.value.toFixed()) };
  return entered.kind === 'percent'
    ? [{ DetailType: 'DiscountLineDetail', DiscountLineDetail: percent }]
    : [
        {
          DetailType: 'DiscountLineDetail',
          Amount: Number(discount),
          DiscountLineDetail: { PercentBased: false },
        },
      ];
};

const taxCalculations = {
  excluded: 'TaxExcluded',
  inclusive: 'TaxInclusive',
  none: 'NotApplicable',
} as const;

/**
 * Tax fields of the invoice. GlobalTaxCalculation is required outside the US and unknown in the US;
 * without automated sales tax a US invoice names one tax code, and tax applies after the discount.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
 */
const taxFields: Record<
  TaxRules['request'],
  (rules: TaxRules, details: DraftContent['details']) => WireBody
> = {
  nothing: () => ({}),
  invoice_code: (_, { salesTaxCodeId }) => ({
    ApplyTaxAfterDiscount: true,
    ...(salesTaxCodeId !== null && { TxnTaxDetail: { TxnTaxCodeRef: { value: salesTaxCodeId } } }),
  }),
  price_mode: (rules, details) => ({
    GlobalTaxCalculation: taxCalculations[priceModeOf(rules, details)],
  }),
};

const wireLocations: Record<SaleLocation, string> = {
  within_france: 'WithinFrance',
  france_overseas: 'FranceOverseas',
  other_eu: 'OutsideFranceWithEU',
  outside_eu: 'OutsideEU',
};

/**
 * Required from French companies and unknown elsewhere.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
 */
const location = ({ hasSaleLocation }: TaxRules, { customer }: DraftContent): WireBody =>
  hasSaleLocation ? { TransactionLocationType: wireLocations[saleLocationOf(customer)] } : {};

const texts = (content: DraftContent, profile: CompanyProfile): WireBody => {
  const { customer, details } = content;
  const shipping = addressBody('', shipAddressOf(content, profile) ?? '', profile.country);
  const billing = addressBody(customer.to, customer.address, profile.country);
  const number = details.number.trim();
  return {
    ...(sendsNumber(profile) && number !== '' && { DocNumber: number }),
    ...(billing && { BillAddr: billing }),
    // Without the recipient, because QuickBooks reads the street from the first line.
    ...(shipping && { ShipAddr: shipping }),
    ...(details.memo.trim() !== '' && { PrivateNote: details.memo }),
    ...(details.message.trim() !== '' && { CustomerMemo: { value: details.message } }),
  };
};

/** Without copies, QuickBooks uses those of its preferences. */
const recipients = (content: DraftContent): WireBody => {
  const { to, cc, bcc } = recipientsIn(content);
  return {
    ...(to && { BillEmail: { Address: to } }),
    ...(cc && { BillEmailCc: { Address: cc } }),
    ...(bcc && { BillEmailBcc: { Address: bcc } }),
  };
};

/** Builds the body of a new invoice. `checkDraft` must have found no problem in `content`. */
export const invoiceBody = (
  content: DraftContent,
  profile: CompanyProfile,
  customerId: string,
  {
    totals = invoiceTotals(content, profile),
    delivery = 'none',
  }: { totals?: InvoiceTotals; delivery?: Delivery } = {},
): WireBody => {
  const { details, lines, estimate } = content;
  const rate = rateToSend(details, profile);
  const term = termToSend(details, profile);
  const rules = taxRulesOf(profile);
  return {
    CustomerRef: { value: customerId },
    TxnDate: details.issueDate,
    ...(term.dueDate !== null && { DueDate: term.dueDate }),
    ...(term.termId !== null && { SalesTermRef: { value: term.termId } }),
    ...(profile.multiCurrency && { CurrencyRef: { value: details.currency } }),
    ...(rate !== null && { ExchangeRate: Number(rate) }),
    ...texts(content, profile),
    ...invoiceFieldsBody(content, profile),
    ...recipients(content),
    ...(delivery === 'mark' && { EmailStatus: 'NeedToSend' }),
    ...taxFields[rules.request](rules, details),
    // QuickBooks closes the estimate, and refuses (620) one that another invoice bills.
    ...(estimate && { LinkedTxn: [{ TxnId: estimate.id, TxnType: 'Estimate' }] }),
    ...location(rules, content),
    Line: [
      ...lines.map((line, index) => lineBody(line, totals.lines[index], content, profile)),
      ...discountLine(content, totals),
      ...shippingLine(content, profile, totals),
    ],
  };
};
