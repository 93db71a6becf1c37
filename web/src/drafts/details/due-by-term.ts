import type { Term } from '@dealbill/server/shared/contract/company-profile';
import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { dueDate, isPlainDate, type PlainDate } from '@dealbill/server/shared/dates/due-date';

type Details = Pick<DraftContent['details'], 'issueDate' | 'term' | 'dueDate'>;

const rule = (term: Details['term'], terms: Term[]) => {
  if (term.kind === 'days') return term;
  if (term.kind === 'none') return null;
  return terms.find(({ id }) => id === term.id)?.rule ?? null;
};

/** The due date that the term gives, or null without a term or with an issue date that is none. */
export const dueByTerm = (details: Details, terms: Term[]): PlainDate | null => {
  const found = rule(details.term, terms);
  return found && isPlainDate(details.issueDate) ? dueDate(details.issueDate, found) : null;
};

/** True while nobody typed a due date of their own, so that it may follow the issue date and the term. */
export const dueFollows = (details: Details, terms: Term[]): boolean =>
  details.dueDate === '' || details.dueDate === dueByTerm(details, terms);
