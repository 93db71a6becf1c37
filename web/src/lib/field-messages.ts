import { draftLimits } from '@dealbill/server/shared/checks/draft-limits';
import type { FieldError, FieldProblem } from '@dealbill/server/shared/contract/error-body';
import { usualYears } from '@dealbill/server/shared/dates/due-date';
import { m } from '../messages/compiled/messages.js';
import { amount, fullDate, number, percent } from './format.ts';
import { missingTermTitle } from './missing-term-title.ts';

const yearsOfDates = () => ({ first: String(usualYears.first), last: String(usualYears.last) });

const limitOf = ({ limit }: FieldError): string => {
  if (typeof limit === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(limit)) return fullDate(limit);
  return limit !== undefined && /^\d+(\.\d+)?$/.test(String(limit)) ? number(String(limit)) : '';
};

/** Text for each problem of a field. A problem without a text does not compile. */
const words: Record<FieldProblem, (error: FieldError) => string> = {
  required: () => m.errors_field_required(),
  too_long: (error) => m.errors_field_too_long({ limit: limitOf(error) }),
  draft_too_large: (error) => m.errors_field_draft_too_large({ limit: limitOf(error) }),
  forbidden_characters: () => m.errors_field_forbidden_characters(),
  emoji: () => m.errors_field_emoji(),
  not_a_number: () => m.errors_field_not_a_number({ example: amount('12.5', '') }),
  number_ambiguous: ({ limit }) => {
    const [decimal = '', thousands = ''] = String(limit ?? '').split(' ');
    return m.errors_field_number_ambiguous({ decimal: number(decimal), thousands });
  },
  not_positive: () => m.errors_field_not_positive(),
  too_many_decimals: (error) => m.errors_field_too_many_decimals({ limit: limitOf(error) }),
  percent_decimals: (error) => m.errors_field_percent_decimals({ limit: limitOf(error) }),
  too_large: (error) => m.errors_field_too_large({ limit: limitOf(error) }),
  not_an_email: () => m.errors_field_not_an_email(),
  not_a_date: () => m.errors_field_not_a_date(),
  date_out_of_range: () => m.errors_field_date_out_of_range(yearsOfDates()),
  before_issue_date: () => m.errors_field_before_issue_date(),
  books_closed: (error) => m.errors_field_books_closed({ limit: limitOf(error) }),
  choose_customer: () => m.errors_field_choose_customer(),
  customer_inactive: () => m.errors_field_customer_inactive(),
  customer_gone: () => m.errors_field_customer_gone(),
  currency_mismatch: ({ limit }) =>
    limit ? m.errors_field_currency_expected({ limit }) : m.errors_field_currency_mismatch(),
  multicurrency_off: ({ limit }) =>
    m.errors_field_multicurrency_off({ currency: String(limit ?? '') }),
  amounts_unconverted: ({ limit }) =>
    m.errors_field_amounts_unconverted({ currency: String(limit ?? '') }),
  rate_unknown: () => m.errors_field_rate_unknown(),
  rate_far: ({ limit }) => m.errors_field_rate_far({ rate: String(limit ?? '') }),
  no_lines: () => m.errors_field_no_lines(),
  too_many_lines: (error) => m.errors_field_too_many_lines({ limit: limitOf(error) }),
  field_off: () => m.errors_field_off(),
  class_unknown: ({ limit }) => m.errors_field_class_unknown({ name: String(limit ?? '') }),
  location_unknown: ({ limit }) => m.errors_field_location_unknown({ name: String(limit ?? '') }),
  link_item: () => m.errors_field_link_item(),
  item_inactive: () => m.errors_field_item_inactive(),
  item_gone: () => m.errors_field_item_gone(),
  item_unsellable: () => m.errors_field_item_unsellable(),
  item_name_taken: () => m.errors_field_item_name_taken(),
  item_name_inactive: () => m.errors_field_item_name_inactive(),
  income_account_missing: () => m.errors_field_income_account_missing(),
  income_account_unusable: ({ limit }) =>
    limit
      ? m.errors_field_income_account_unusable_named({ account: String(limit) })
      : m.errors_field_income_account_unusable(),
  choose_tax_code: () => m.errors_field_choose_tax_code(),
  tax_code_unusable: () => m.errors_field_tax_code_unusable(),
  // The limit of a percentage is a number, the limit of an amount is decimal text.
  discount_too_large: ({ limit }) =>
    typeof limit === 'number'
      ? m.errors_field_discount_over_all({ all: percent(limit) })
      : m.errors_field_discount_too_large(),
  discounts_off: () => m.errors_field_discounts_off(),
  shipping_off: () => m.errors_field_shipping_off(),
  service_dates_off: () => m.errors_field_service_dates_off(),
  number_taken: () => m.errors_field_number_taken(),
  number_pattern_too_long: ({ limit }) =>
    m.errors_field_number_pattern_too_long({
      limit: String(draftLimits.number),
      part: String(limit ?? ''),
    }),
  name_taken: () => m.errors_field_name_taken(),
  subscription_expired: () => m.errors_field_subscription_expired(),
  customer_alike: ({ limit }) => m.errors_field_customer_alike({ names: String(limit ?? '') }),
  email_missing: () => m.errors_field_email_missing(),
  address_copied: () => m.errors_field_address_copied(),
  address_unplaced: () => m.errors_field_address_unplaced(),
  over_plan: ({ limit }) => m.errors_field_over_plan({ amount: String(limit ?? '') }),
  over_deal: ({ limit }) => m.errors_field_over_deal({ amount: String(limit ?? '') }),
  term_missing: ({ limit }) => missingTermTitle(Number(limit)),
  number_missing: () => m.errors_field_number_missing(),
  number_part_empty: ({ limit }) => m.errors_field_number_part_empty({ part: String(limit ?? '') }),
  number_part_gone: ({ limit }) => m.errors_field_number_part_gone({ part: String(limit ?? '') }),
  looks_like_tax: () => m.errors_field_looks_like_tax(),
  credit_applies: (error) => m.errors_field_credit_applies({ amount: limitOf(error) }),
  letters_at_risk: () => m.errors_field_letters_at_risk(),
  connection_ends: (error) => m.errors_field_connection_ends({ limit: limitOf(error) }),
  negative_total: () => m.errors_field_negative_total(),
  estimate_of_other: () => m.errors_field_estimate_of_other(),
  estimate_expired: (error) => m.errors_field_estimate_expired({ limit: limitOf(error) }),
  estimate_billed: () => m.errors_field_estimate_billed(),
  estimate_closed: () => m.errors_field_estimate_closed(),
  estimate_deleted: () => m.errors_field_estimate_deleted(),
  estimate_unlinkable: () => m.errors_field_estimate_unlinkable(),
  refused: ({ said }) =>
    said ? m.errors_field_refused_said({ message: said }) : m.errors_field_refused(),
};

/** Text to put after a field's name: `enter more than 0`. */
export const problemText = (error: FieldError): string => words[error.problem](error);

/** The same text as a sentence, to put below the field. */
export const problemSentence = (error: FieldError): string => {
  const text = problemText(error);
  return `${text.charAt(0).toLocaleUpperCase()}${text.slice(1)}${/[.”?!]$/.test(text) ? '' : '.'}`;
};
