import type { CompanyProfile, Term } from '../contract/company-profile.ts';
import type { DraftContent } from '../contract/draft-content.ts';
import type { InvoiceChanges } from '../contract/invoice-changes.ts';
import { dueDate, isPlainDate, type PlainDate, type TermRule } from './due-date.ts';

type Terms = Pick<CompanyProfile, 'terms' | 'defaultTermId'>;

/** The term and due date to send with an invoice. */
export type SentTerm = {
  /** Null when QuickBooks prints the customer's own term, else the company's default. */
  termId: string | null;
  /** Null when QuickBooks calculates it from the term. */
  dueDate: PlainDate | null;
  /**
   * Days from issue to due date if no term gives them, so that another term is printed; else null.
   */
  missingDays: number | null;
};

const dayMs = 86_400_000;

/** Whole days from one date to another; null when one of them is not a date. */
const daysBetween = (from: string, to: string): number | null =>
  isPlainDate(from) && isPlainDate(to) ? (Date.parse(to) - Date.parse(from)) / dayMs : null;

const gives = (rule: TermRule, issued: string, due: string) =>
  isPlainDate(issued) && dueDate(issued, rule) === due;

/**
 * The company's term of this many days, its default first. Never one with an early payment
 * discount.
 */
export const termOfDays = (days: number, { terms, defaultTermId }: Terms): Term | null => {
  const fitting = terms.filter(
    ({ rule, discounted }) => rule.kind === 'days' && rule.days === days && !discounted,
  );
  return fitting.find(({ id }) => id === defaultTermId) ?? fitting[0] ?? null;
};

/** The chosen term if it gives this due date, else the company's term of as many days. */
const fitting = (issued: string, due: string, chosen: Term | null, profile: Terms): SentTerm => {
  if (chosen && gives(chosen.rule, issued, due)) {
    return { termId: chosen.id, dueDate: due, missingDays: null };
  }
  const days = daysBetween(issued, due);
  const other = days === null ? null : termOfDays(days, profile);
  return {
    termId: other?.id ?? chosen?.id ?? null,
    dueDate: due,
    missingDays: other ? null : days,
  };
};

/** The term and due date of a new invoice. They must agree, because QuickBooks prints both. */
export const termToSend = (
  {
    issueDate,
    term,
    dueDate: typed,
  }: Pick<DraftContent['details'], 'issueDate' | 'term' | 'dueDate'>,
  profile: Terms,
): SentTerm => {
  const chosen =
    (term.kind === 'quickbooks' && profile.terms.find(({ id }) => id === term.id)) || null;
  const byDays = term.kind === 'days' && isPlainDate(issueDate) ? dueDate(issueDate, term) : '';
  const due = typed || byDays;
  return due === ''
    ? { termId: chosen?.id ?? null, dueDate: null, missingDays: null }
    : fitting(issueDate, due, chosen, profile);
};

type Edited = { issueDate: string; dueDate: string | null; termId: string | null };

/** The term of an invoice after an edit: a changed due date changes the term with it. */
export const termAfterEdit = (
  invoice: Edited,
  { dueDate: due, termId }: Pick<InvoiceChanges, 'dueDate' | 'termId'>,
  profile: Terms,
): { termId: string | null; missingDays: number | null } => {
  const chosenId = termId === undefined ? invoice.termId : termId;
  // Keeps the user's choice when the term was removed or the due date did not change.
  if (!due || due === invoice.dueDate || termId === null) {
    return { termId: chosenId, missingDays: null };
  }
  const chosen = profile.terms.find(({ id }) => id === chosenId) ?? null;
  const { missingDays, ...sent } = fitting(invoice.issueDate, due, chosen, profile);
  return { termId: sent.termId ?? chosenId, missingDays };
};

/** Adds the term that a changed due date needs to the changes. */
export const withFittingTerm = (
  invoice: Edited,
  changes: InvoiceChanges,
  profile: Terms,
): InvoiceChanges => {
  const { termId } = termAfterEdit(invoice, changes, profile);
  return changes.termId === undefined && termId === invoice.termId
    ? changes
    : { ...changes, termId };
};

/** QuickBooks' name for a term of this many days. */
export const termName = (days: number): string => (days === 0 ? 'Due on receipt' : `Net ${days}`);

/**
 * QuickBooks' limit for a term's DueDays.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/term
 */
export const mostTermDays = 999;
