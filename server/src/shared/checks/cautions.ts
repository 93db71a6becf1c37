import type { CompanyProfile } from '../contract/company-profile.ts';
import type { DraftContent } from '../contract/draft-content.ts';
import { textFieldNames } from '../contract/invoice-fields.ts';
import type { KnownRecords } from '../contract/known-records.ts';
import { termToSend } from '../dates/fitting-term.ts';
import { oncePerObject } from '../money/once-per-object.ts';
import { shipAddressOf, taxAddressOf } from '../tax/tax-address.ts';
import { taxRulesOf } from '../tax/tax-rules.ts';
import { hasRiskyLetters, hasRiskyWords, plainLetters } from '../text/plain-letters.ts';
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
  profile: CompanyProfile,
  { number }: KnownRecords,
): FieldErrors =>
  profile.customNumbers && !taxRulesOf(profile).requiresNumber && details.number.trim() === ''
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

const looksLikeTax = ({ kind, description, item }: DraftContent['lines'][number]): boolean =>
  kind !== 'text' &&
  (taxName.test(description.trim()) || (item !== null && taxName.test(item.name.trim())));

const taxLines = ({ lines }: DraftContent, profile: CompanyProfile): FieldErrors =>
  taxRulesOf(profile).hasTax
    ? lines.flatMap((line, index) =>
        looksLikeTax(line) ? wrong(`lines.${index}.description`, 'looks_like_tax') : [],
      )
    : [];

const riskyAt = (
  path: string,
  text: string,
  isRisky: (text: string) => boolean = hasRiskyWords,
): FieldErrors =>
  isRisky(text) ? wrong(path, 'letters_at_risk', plainLetters(text) ?? undefined) : [];

const isRiskyLine = oncePerObject(({ description }: DraftContent['lines'][number]): boolean =>
  hasRiskyWords(description),
);

const riskyNewItem = (
  name: string,
  { description }: DraftContent['lines'][number],
  index: number,
): FieldErrors => [
  ...riskyAt(`lines.${index}.item.name`, name, hasRiskyLetters),
  ...riskyAt(`lines.${index}.description`, description),
];

/**
 * Intuit documents ISO-8859-1 for companies in the US. Punctuation counts only in names and numbers:
 * a customer's name cannot be corrected on the invoice afterwards.
 * https://developer.intuit.com/app/developer/qbo/docs/learn/rest-api-features
 */
const lettersAtRisk = (content: DraftContent, profile: CompanyProfile): FieldErrors => {
  if (profile.country !== 'US') return [];
  const { customer, details, fields, lines } = content;
  const { choice } = customer;
  const isNew = choice.kind === 'new';
  const number = profile.customNumbers ? details.number : '';
  const shipTo = shipAddressOf(content, profile);
  return [
    ...(isNew ? riskyAt('customer.choice.name', choice.name, hasRiskyLetters) : []),
    ...(isNew ? riskyAt('customer.taxId', customer.taxId, hasRiskyLetters) : []),
    ...riskyAt('customer.to', customer.to),
    ...riskyAt('customer.address', customer.address),
    ...(customer.shipTo?.kind === 'other' ? riskyAt('customer.shipTo.address', shipTo ?? '') : []),
    ...riskyAt('details.number', number, hasRiskyLetters),
    ...riskyAt('details.message', details.message),
    ...riskyAt('details.memo', details.memo),
    ...textFieldNames.flatMap((name) => riskyAt(`fields.${name}`, fields?.[name] ?? '')),
    ...lines.flatMap((line, index) => {
      if (line.item?.id === null) return riskyNewItem(line.item.name, line, index);
      return isRiskyLine(line) ? riskyAt(`lines.${index}.description`, line.description) : [];
    }),
  ];
};

/**
 * QuickBooks prints the customer's address on an invoice without one.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
 */
const addressCopied = ({ customer }: DraftContent): FieldErrors =>
  customer.choice.kind === 'existing' && (customer.to + customer.address).trim() === ''
    ? wrong('customer.address', 'address_copied')
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
  ...addressCopied(content),
  ...addressUnplaced(content, profile),
  ...termMissing(content, profile),
  ...numberMissing(content, profile, known),
  ...taxLines(content, profile),
];
