import { emailList } from '../../shared/checks/email-list.ts';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import type { DraftContent, DraftLine } from '../../shared/contract/draft-content.ts';
import { termToSend } from '../../shared/dates/fitting-term.ts';
import { rateToSend } from '../../shared/money/exchange-rate.ts';
import {
  type InvoiceTotals,
  invoiceTotals,
  pricesInclude,
} from '../../shared/money/invoice-totals.ts';
import { parseDiscount } from '../../shared/money/line-amounts.ts';
import { lineDiscountParts, withDiscountSentence } from '../../shared/money/line-discount-text.ts';
import type { LineTotals } from '../../shared/money/line-totals.ts';
import { parseDecimal } from '../../shared/money/money.ts';
import { shipAddressOf } from '../../shared/tax/tax-address.ts';
import { descriptionBeside } from '../../shared/text/line-description.ts';
import type { WireBody } from '../models.ts';
import { addressBody } from './address-body.ts';
import { discountSentence } from './discount-sentence.ts';

const inUs = (profile: CompanyProfile) => profile.country === 'US';

/** TAX and NON inside the US, a code of the books elsewhere; none where no tax is asked for. */
const taxCode = (line: DraftLine, content: DraftContent, profile: CompanyProfile): WireBody => {
  const untaxed =
    profile.taxRegime === 'off' ||
    (profile.taxRegime === 'per_line' && content.details.taxMode === 'none');
  return untaxed || line.taxCodeId === null ? {} : { TaxCodeRef: { value: line.taxCodeId } };
};

const description = (line: DraftLine, currency: string): WireBody => {
  const parts = lineDiscountParts(line);
  const words = line.item ? descriptionBeside(line.item.name, line.description) : line.description;
  const text = parts ? withDiscountSentence(words, discountSentence(parts, currency)) : words;
  return text.trim() === '' ? {} : { Description: text };
};

/** Amount is UnitPrice x Qty to the cent, or QuickBooks refuses (Intuit: error 6070). */
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
    Qty: Number(parseDecimal(line.quantity)?.toFixed() ?? 0),
    UnitPrice: Number(totals?.netUnitPrice ?? 0),
    ...taxCode(line, content, profile),
    ...(totals?.inclusiveAmount != null && { TaxInclusiveAmt: Number(totals.inclusiveAmount) }),
  },
});

const discountLine = (content: DraftContent, { discount }: InvoiceTotals): WireBody[] => {
  const typed = parseDiscount(content.discount);
  if (typed === null || typed.value.eq(0)) return [];
  const percent = { PercentBased: true, DiscountPercent: Number(typed.value.toFixed()) };
  return typed.kind === 'percent'
    ? [{ DetailType: 'DiscountLineDetail', DiscountLineDetail: percent }]
    : [
        {
          DetailType: 'DiscountLineDetail',
          Amount: Number(discount),
          DiscountLineDetail: { PercentBased: false },
        },
      ];
};

/**
 * How tax is to be worked out. Outside the US the mode is required, inside it is unknown (Intuit:
 * Invoice, GlobalTaxCalculation); without automated sales tax the invoice names its one code, and the
 * discount comes off before the tax.
 */
const tax = (content: DraftContent, profile: CompanyProfile): WireBody => {
  const { taxMode, salesTaxCodeId } = content.details;
  if (!inUs(profile)) {
    const none = profile.taxRegime === 'off' || taxMode === 'none';
    const typed = pricesInclude(content, profile) ? 'TaxInclusive' : 'TaxExcluded';
    return { GlobalTaxCalculation: none ? 'NotApplicable' : typed };
  }
  if (profile.taxRegime !== 'us_manual') return {};
  return {
    ApplyTaxAfterDiscount: true,
    ...(salesTaxCodeId !== null && { TxnTaxDetail: { TxnTaxCodeRef: { value: salesTaxCodeId } } }),
  };
};

const texts = (content: DraftContent, profile: CompanyProfile): WireBody => {
  const { customer, details } = content;
  const shipping = addressBody('', shipAddressOf(content, profile) ?? '', profile.country);
  const billing = addressBody(customer.to, customer.address, profile.country);
  const [email, number] = [emailList(customer.email), details.number.trim()];
  return {
    // Intuit: Preferences, CustomTxnNumbers. Where it is off QuickBooks numbers by itself.
    ...(profile.customNumbers && number !== '' && { DocNumber: number }),
    ...(billing && { BillAddr: billing }),
    // Without To: QuickBooks looks for the street in the first line.
    ...(shipping && { ShipAddr: shipping }),
    ...(email !== '' && { BillEmail: { Address: email } }),
    ...(details.memo.trim() !== '' && { PrivateNote: details.memo }),
    ...(details.message.trim() !== '' && { CustomerMemo: { value: details.message } }),
  };
};

/** A new invoice as Intuit wants it. The content is one that `checkDraft` finds nothing wrong with. */
export const invoiceBody = (
  content: DraftContent,
  profile: CompanyProfile,
  customerId: string,
  totals = invoiceTotals(content, profile),
): WireBody => {
  const { details, lines } = content;
  const rate = rateToSend(details, profile);
  const sent = termToSend(details, profile);
  return {
    CustomerRef: { value: customerId },
    TxnDate: details.issueDate,
    ...(sent.dueDate !== null && { DueDate: sent.dueDate }),
    ...(sent.termId !== null && { SalesTermRef: { value: sent.termId } }),
    ...(profile.multiCurrency && { CurrencyRef: { value: details.currency } }),
    ...(rate !== null && { ExchangeRate: Number(rate) }),
    ...texts(content, profile),
    ...tax(content, profile),
    Line: [
      ...lines.map((line, index) => salesLine(line, totals.lines[index], content, profile)),
      ...discountLine(content, totals),
    ],
  };
};
