import type { FieldError, FieldProblem } from '@dealbill/server/shared/error-body';
import { fullDate, number } from '../lib/format.ts';
import { m } from '../words/compiled/messages.js';

const limitOf = ({ limit }: FieldError): string => {
  if (typeof limit === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(limit)) return fullDate(limit);
  return limit !== undefined && /^\d+(\.\d+)?$/.test(String(limit)) ? number(String(limit)) : '';
};

/** What to do about a field, to stand after its name or below it. Does not compile when one is missing. */
const words: Record<FieldProblem, (error: FieldError) => string> = {
  required: () => m.drafts_problem_required(),
  too_long: (error) => m.drafts_problem_too_long({ limit: limitOf(error) }),
  forbidden_characters: () => m.drafts_problem_forbidden_characters(),
  not_a_number: () => m.drafts_problem_not_a_number(),
  not_positive: () => m.drafts_problem_not_positive(),
  too_many_decimals: (error) => m.drafts_problem_too_many_decimals({ limit: limitOf(error) }),
  too_large: (error) => m.drafts_problem_too_large({ limit: limitOf(error) }),
  not_an_email: () => m.drafts_problem_not_an_email(),
  not_a_date: () => m.drafts_problem_not_a_date(),
  before_issue_date: () => m.drafts_problem_before_issue_date(),
  books_closed: (error) => m.drafts_problem_books_closed({ limit: limitOf(error) }),
  choose_customer: () => m.drafts_problem_choose_customer(),
  customer_inactive: () => m.drafts_problem_customer_inactive(),
  currency_mismatch: ({ limit }) =>
    limit ? m.drafts_problem_currency_expected({ limit }) : m.drafts_problem_currency_mismatch(),
  no_lines: () => m.drafts_problem_no_lines(),
  too_many_lines: (error) => m.drafts_problem_too_many_lines({ limit: limitOf(error) }),
  link_item: () => m.drafts_problem_link_item(),
  item_inactive: () => m.drafts_problem_item_inactive(),
  choose_tax_code: () => m.drafts_problem_choose_tax_code(),
  tax_code_unusable: () => m.drafts_problem_tax_code_unusable(),
  discount_too_large: () => m.drafts_problem_discount_too_large(),
  discounts_off: () => m.drafts_problem_discounts_off(),
  number_taken: () => m.drafts_problem_number_taken(),
  name_taken: () => m.drafts_problem_name_taken(),
  negative_total: () => m.drafts_problem_negative_total(),
  refused: ({ said }) =>
    said ? m.drafts_problem_refused_said({ said }) : m.drafts_problem_refused(),
};

/** The words to stand after a field's name: `enter more than 0`. */
export const problemWords = (error: FieldError): string => words[error.problem](error);

/** The same as a sentence of its own, below the field. */
export const problemSentence = (error: FieldError): string => {
  const text = problemWords(error);
  return `${text.charAt(0).toLocaleUpperCase()}${text.slice(1)}${/[.”?!]$/.test(text) ? '' : '.'}`;
};
