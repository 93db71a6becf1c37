import type { Books } from './books.ts';
import { unconverted } from './conversion.ts';
import type { DraftContent } from './draft-content.ts';
import { draftLimits } from './draft-limits.ts';
import { dateProblem } from './due-date.ts';
import { checkRate } from './exchange-rate.ts';
import { type FieldErrors, unsendable, wrong } from './field-problems.ts';

type Details = DraftContent['details'];

const checkDates = ({ issueDate, dueDate }: Details, books: Books): FieldErrors => {
  const errors: FieldErrors = [];
  const [issueProblem, dueProblem] = [dateProblem(issueDate), dateProblem(dueDate)];
  if (issueDate === '') errors.push(...wrong('details.issueDate', 'required'));
  else if (issueProblem) errors.push(...wrong('details.issueDate', issueProblem));
  else if (books.closedUntil !== null && issueDate <= books.closedUntil) {
    errors.push(...wrong('details.issueDate', 'books_closed', books.closedUntil));
  }
  if (dueDate === '') return errors;
  if (dueProblem) errors.push(...wrong('details.dueDate', dueProblem));
  else if (!issueProblem && dueDate < issueDate) {
    errors.push(...wrong('details.dueDate', 'before_issue_date', issueDate));
  }
  return errors;
};

/** An invoice is in its customer's currency (Intuit: Invoice, CurrencyRef), and in one the books know. */
const checkCurrency = (content: DraftContent, books: Books): FieldErrors => {
  const { customer, details } = content;
  const path = 'details.currency';
  if (details.currency === '') return wrong(path, 'required');
  const theirs = customer.choice.kind === 'existing' ? customer.choice.currency : null;
  const expected = books.multiCurrency ? theirs : books.homeCurrency;
  const known = books.currencies.includes(details.currency);
  if (!known || (expected !== null && expected !== details.currency)) {
    return wrong(path, 'currency_mismatch', expected ?? books.homeCurrency);
  }
  const other = unconverted(content);
  return other === null ? [] : wrong(path, 'amounts_unconverted', other);
};

const checkTerm = ({ term }: Details, books: Books): FieldErrors => {
  const gone = term.kind === 'quickbooks' && !books.terms.some(({ id }) => id === term.id);
  return gone ? wrong('details.term', 'required') : [];
};

const checkSalesTax = ({ salesTaxCodeId }: Details, books: Books): FieldErrors => {
  if (books.taxRegime !== 'us_manual' || salesTaxCodeId === null) return [];
  const known = books.taxCodes.some(({ id }) => id === salesTaxCodeId);
  return known ? [] : wrong('details.salesTaxCodeId', 'tax_code_unusable');
};

export const checkDetails = (content: DraftContent, books: Books): FieldErrors => {
  const { details } = content;
  return [
    ...checkDates(details, books),
    ...checkTerm(details, books),
    ...checkCurrency(content, books),
    ...checkRate(details, books),
    ...unsendable('details.number', details.number.trim(), draftLimits.number),
    ...checkSalesTax(details, books),
    ...unsendable('details.message', details.message, draftLimits.message),
    ...unsendable('details.memo', details.memo, draftLimits.memo),
  ];
};
