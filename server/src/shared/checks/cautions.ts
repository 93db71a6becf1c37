import type { CompanyProfile } from '../contract/company-profile.ts';
import type { DraftContent } from '../contract/draft-content.ts';
import type { KnownRecords } from '../contract/known-records.ts';
import { termToSend } from '../dates/fitting-term.ts';
import { taxAddressOf } from '../tax/tax-address.ts';
import { hasRiskyLetters, plainLetters } from '../text/plain-letters.ts';
import { type FieldErrors, wrong } from './field-problems.ts';

const emailMissing = ({ customer }: DraftContent): FieldErrors =>
  customer.email.trim() === '' ? wrong('customer.email', 'email_missing') : [];

const addressUnplaced = (content: DraftContent, profile: CompanyProfile): FieldErrors => {
  const taxAddress = taxAddressOf(content, profile);
  if (!taxAddress || taxAddress.placed) return [];
  const path = taxAddress.from === 'other' ? 'customer.shipTo.address' : 'customer.address';
  return wrong(path, 'address_unplaced');
};

/** A due date before the invoice date is an error. */
const termMissing = ({ details }: DraftContent, profile: CompanyProfile): FieldErrors => {
  const { missingDays } = termToSend(details, profile);
  return missingDays === null || missingDays < 0
    ? []
    : wrong('details.term', 'term_missing', missingDays);
};

/** QuickBooks leaves the number of such an invoice empty. */
const numberMissing = (
  { details }: DraftContent,
  { customNumbers }: CompanyProfile,
  { number }: KnownRecords,
): FieldErrors =>
  customNumbers && details.number.trim() === ''
    ? wrong('details.number', 'number_missing', number?.next ?? undefined)
    : [];

const creditApplies = (
  { customer }: DraftContent,
  { salesForms }: CompanyProfile,
  known: KnownRecords,
): FieldErrors => {
  const { choice } = customer;
  const balance =
    choice.kind === 'existing' && choice.id === known.customer?.id ? known.customer.balance : null;
  return salesForms?.appliesCredit && balance?.startsWith('-')
    ? wrong('customer.choice', 'credit_applies', balance.slice(1))
    : [];
};

/** A line that is called like a tax, alone or with a rate: `VAT 20%`. */
const taxName =
  /^(?:\d+(?:[.,]\d+)?\s*%\s*)?(?:sales tax|vat|gst|hst|pst|qst|gst\/hst|tax|tva|iva|btw|mwst\.?|ust\.?|mehrwertsteuer|umsatzsteuer|podatek vat|moms|mva)(?:\s*\(?\d+(?:[.,]\d+)?\s*%\)?)?$/i;

const looksLikeTax = ({ description, item }: DraftContent['lines'][number]): boolean =>
  taxName.test(description.trim()) || (item !== null && taxName.test(item.name.trim()));

const taxLines = ({ lines }: DraftContent, { taxRegime }: CompanyProfile): FieldErrors =>
  taxRegime === 'off'
    ? []
    : lines.flatMap((line, index) =>
        looksLikeTax(line) ? wrong(`lines.${index}.description`, 'looks_like_tax') : [],
      );

const riskyAt = (path: string, text: string): FieldErrors =>
  hasRiskyLetters(text) ? wrong(path, 'letters_at_risk', plainLetters(text) ?? undefined) : [];

/**
 * Intuit documents ISO-8859-1 for companies in the US; a customer's name cannot be corrected on the
 * invoice afterwards.
 */
const lettersAtRisk = ({ customer }: DraftContent, { country }: CompanyProfile): FieldErrors =>
  country === 'US' && customer.choice.kind === 'new'
    ? riskyAt('customer.choice.name', customer.choice.name)
    : [];

/** Finds what QuickBooks accepts but the user probably does not intend, from top to bottom. */
export const cautionsOf = (
  content: DraftContent,
  profile: CompanyProfile,
  known: KnownRecords,
): FieldErrors => [
  ...(known.connectionEndsOn ? wrong('', 'connection_ends', known.connectionEndsOn) : []),
  ...lettersAtRisk(content, profile),
  ...creditApplies(content, profile, known),
  ...emailMissing(content),
  ...addressUnplaced(content, profile),
  ...termMissing(content, profile),
  ...numberMissing(content, profile, known),
  ...taxLines(content, profile),
];
