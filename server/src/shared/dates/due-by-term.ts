import type { Term } from '../contract/company-profile.ts';
import type { DraftContent } from '../contract/draft-content.ts';
import { dueDate, isPlainDate, type PlainDate } from './due-date.ts';

type Details = Pick<DraftContent['details'], 'issueDate' | 'term' | 'dueDate'>;

const rule = (term: Details['term'], terms: Term[]) => {
  if (term.kind === 'days') return term;
  if (term.kind === 'none') return null;
  return terms.find(({ id }) => id === term.id)?.rule ?? null;
};

/** The due date that the term gives; null without a term or a valid issue date. */
export const dueByTerm = (details: Details, terms: Term[]): PlainDate | null => {
  const found = rule(details.term, terms);
  return found && isPlainDate(details.issueDate) ? dueDate(details.issueDate, found) : null;
};

/** True until the user types another due date, so that it follows the issue date and the term. */
export const dueFollows = (details: Details, terms: Term[]): boolean =>
  details.dueDate === '' || details.dueDate === dueByTerm(details, terms);
