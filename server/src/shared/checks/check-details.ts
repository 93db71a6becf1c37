import type { CompanyProfile } from '../contract/company-profile.ts';
import type { DraftContent } from '../contract/draft-content.ts';
import { dateProblem } from '../dates/due-date.ts';
import { unconverted } from '../money/conversion.ts';
import { checkRate } from '../money/exchange-rate.ts';
import { taxRulesOf } from '../tax/tax-rules.ts';
import { draftLimits } from './draft-limits.ts';
import { type FieldErrors, unsendable, wrong } from './field-problems.ts';

type Details = DraftContent['details'];

const checkDates = ({ issueDate, dueDate }: Details, profile: CompanyProfile): FieldErrors => {
  const errors: FieldErrors = [];
  const [issueProblem, dueProblem] = [dateProblem(issueDate), dateProblem(dueDate)];
  if (issueDate === '') errors.push(...wrong('details.issueDate', 'required'));
  else if (issueProblem) errors.push(...wrong('details.issueDate', issueProblem));
  else if (profile.closedUntil !== null && issueDate <= profile.closedUntil) {
    errors.push(...wrong('details.issueDate', 'books_closed', profile.closedUntil));
  }
  if (dueDate === '') return errors;
  if (dueProblem) errors.push(...wrong('details.dueDate', dueProblem));
  else if (!issueProblem && dueDate < issueDate) {
    errors.push(...wrong('details.dueDate', 'before_issue_date', issueDate));
  }
  return errors;
};

/**
 * Requires the customer's currency, active in the company; the company's own one while it has only
 * that.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
 */
const checkCurrency = (content: DraftContent, profile: CompanyProfile): FieldErrors => {
  const { customer, details } = content;
  const path = 'details.currency';
  if (details.currency === '') return wrong(path, 'required');
  const { multiCurrency, homeCurrency } = profile;
  if (!multiCurrency && details.currency !== homeCurrency)
    return wrong(path, 'multicurrency_off', homeCurrency);
  const { choice } = customer;
  const isNew = choice.kind !== 'existing';
  // A customer chosen before the company had several currencies has its own.
  const expected = isNew ? null : (choice.currency ?? homeCurrency);
  const known = profile.currencies.includes(details.currency);
  if (!known || (expected !== null && expected !== details.currency)) {
    return wrong(path, 'currency_mismatch', expected ?? homeCurrency);
  }
  const other = unconverted(content);
  return other === null ? [] : wrong(path, 'amounts_unconverted', other);
};

const checkTerm = ({ term }: Details, profile: CompanyProfile): FieldErrors => {
  const gone = term.kind === 'quickbooks' && !profile.terms.some(({ id }) => id === term.id);
  return gone ? wrong('details.term', 'required') : [];
};

const checkSalesTax = ({ salesTaxCodeId }: Details, profile: CompanyProfile): FieldErrors => {
  if (taxRulesOf(profile).codes !== 'per_invoice' || salesTaxCodeId === null) return [];
  const known = profile.taxCodes.some(({ id }) => id === salesTaxCodeId);
  return known ? [] : wrong('details.salesTaxCodeId', 'tax_code_unusable');
};

export const checkDetails = (content: DraftContent, profile: CompanyProfile): FieldErrors => {
  const { details } = content;
  return [
    ...checkDates(details, profile),
    ...checkTerm(details, profile),
    ...checkCurrency(content, profile),
    ...checkRate(details, profile),
    ...unsendable('details.number', details.number.trim(), draftLimits.number),
    ...checkSalesTax(details, profile),
    ...unsendable('details.message', details.message, draftLimits.message),
    ...unsendable('details.memo', details.memo, draftLimits.memo),
  ];
};
