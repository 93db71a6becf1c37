import type { Books } from '../../shared/books.ts';
import type { DraftContent, DraftLine } from '../../shared/draft-content.ts';
import { emailList } from '../../shared/email-list.ts';
import { rateToSend } from '../../shared/exchange-rate.ts';
import { termToSend } from '../../shared/fitting-term.ts';
import { type InvoiceTotals, invoiceTotals, pricesInclude } from '../../shared/invoice-totals.ts';
import { parseDiscount } from '../../shared/line-amounts.ts';
import { descriptionBeside } from '../../shared/line-description.ts';
import { lineDiscountParts, withDiscountSentence } from '../../shared/line-discount-words.ts';
import type { LineTotals } from '../../shared/line-totals.ts';
import { parseDecimal } from '../../shared/money.ts';
import { shipAddressOf } from '../../shared/tax-address.ts';
import type { WireBody } from '../told.ts';
import { addressBody } from './address-body.ts';
import { discountSentence } from './discount-sentence.ts';

const inUs = (books: Books) => books.country === 'US';

/** TAX and NON inside the US, a code of the books elsewhere; none where no tax is asked for. */
const taxCode = (line: DraftLine, content: DraftContent, books: Books): WireBody => {
  const untaxed =
    books.taxRegime === 'off' ||
    (books.taxRegime === 'per_line' && content.details.taxMode === 'none');
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
  books: Books,
) => ({
  DetailType: 'SalesItemLineDetail',
  Amount: Number(totals?.amount ?? 0),
  ...description(line, content.details.currency),
  SalesItemLineDetail: {
    ItemRef: { value: line.item?.id ?? '' },
    Qty: Number(parseDecimal(line.quantity)?.toFixed() ?? 0),
    UnitPrice: Number(totals?.netUnitPrice ?? 0),
    ...taxCode(line, content, books),
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
const tax = (content: DraftContent, books: Books): WireBody => {
  const { taxMode, salesTaxCodeId } = content.details;
  if (!inUs(books)) {
    const none = books.taxRegime === 'off' || taxMode === 'none';
    const typed = pricesInclude(content, books) ? 'TaxInclusive' : 'TaxExcluded';
    return { GlobalTaxCalculation: none ? 'NotApplicable' : typed };
  }
  if (books.taxRegime !== 'us_manual') return {};
  return {
    ApplyTaxAfterDiscount: true,
    ...(salesTaxCodeId !== null && { TxnTaxDetail: { TxnTaxCodeRef: { value: salesTaxCodeId } } }),
  };
};

const texts = (content: DraftContent, books: Books): WireBody => {
  const { customer, details } = content;
  const shipping = addressBody('', shipAddressOf(content, books) ?? '', books.country);
  const billing = addressBody(customer.to, customer.address, books.country);
  const [email, number] = [emailList(customer.email), details.number.trim()];
  return {
    // Intuit: Preferences, CustomTxnNumbers. Where it is off QuickBooks numbers by itself.
    ...(books.customNumbers && number !== '' && { DocNumber: number }),
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
  books: Books,
  customerId: string,
  totals = invoiceTotals(content, books),
): WireBody => {
  const { details, lines } = content;
  const rate = rateToSend(details, books);
  const sent = termToSend(details, books);
  return {
    CustomerRef: { value: customerId },
    TxnDate: details.issueDate,
    ...(sent.dueDate !== null && { DueDate: sent.dueDate }),
    ...(sent.termId !== null && { SalesTermRef: { value: sent.termId } }),
    ...(books.multiCurrency && { CurrencyRef: { value: details.currency } }),
    ...(rate !== null && { ExchangeRate: Number(rate) }),
    ...texts(content, books),
    ...tax(content, books),
    Line: [
      ...lines.map((line, index) => salesLine(line, totals.lines[index], content, books)),
      ...discountLine(content, totals),
    ],
  };
};
