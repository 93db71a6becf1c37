import type { Term } from '../contract/company-profile.ts';
import type { DraftContent } from '../contract/draft-content.ts';
import type { FieldError } from '../contract/error-body.ts';
import {
  type InvoiceFieldSettings,
  type ListEntry,
  listFieldNames,
  listOf,
} from '../contract/invoice-fields.ts';
import type { KnownRecords } from '../contract/known-records.ts';
import type { CustomerRow, ItemRow } from '../contract/picker-rows.ts';
import { dueByTerm } from '../dates/due-by-term.ts';
import { addDays } from '../dates/due-date.ts';
import { Big, parseDecimal } from '../money/money.ts';
import { cleanName, withoutEmoji } from '../text/clean-text.ts';
import { similarEntries } from '../text/find-entry.ts';
import { nameInCurrency } from '../text/name-in-currency.ts';
import { plainLetters } from '../text/plain-letters.ts';
import { proposeNumber } from '../text/propose-number.ts';
import { restoredName } from '../text/restored-name.ts';
import { takenItemName } from './check-known.ts';
import { isEmptyLine } from './empty-line.ts';

/** A correction that one press makes. */
export type Fix =
  | {
      kind: 'text';
      path: string;
      value: string;
      how: 'use' | 'round' | 'without_emoji' | 'plain_letters' | 'leave_empty';
    }
  | { kind: 'no_discount'; path: string }
  | { kind: 'no_shipping' }
  | { kind: 'no_service_date'; index: number }
  | { kind: 'remove_line'; index: number; isEmpty: boolean }
  | { kind: 'unlink_item'; index: number }
  | { kind: 'currency'; currency: string }
  /** Creates the customer in the currency of the draft. */
  | { kind: 'new_customer'; name: string; currency: string }
  | { kind: 'unlink_estimate' }
  | { kind: 'customer'; row: CustomerRow }
  | { kind: 'choose_customer' }
  | { kind: 'item'; index: number; row: ItemRow }
  /** Creates the item of the line at once, with an account that the user chooses. */
  | { kind: 'create_item'; index: number }
  /** Makes a record active in QuickBooks; `index` is the line that then gets the item. */
  | { kind: 'reactivate'; of: 'customer'; id: string; name: string }
  | { kind: 'reactivate'; of: 'item'; id: string; name: string; index: number }
  /** Chooses a class or location, or none. */
  | { kind: 'entry'; path: string; entry: ListEntry | null };

/** Path of the text of an exchange rate, whose problems have the path `details.exchangeRate`. */
const ratePath = 'details.exchangeRate.rate';

/** What a correction is made from; without `currencies`, no customer is created in another one. */
export type FixFacts = {
  content: DraftContent;
  terms: Term[];
  known: KnownRecords;
  /** Currencies that are active in QuickBooks. */
  currencies?: string[] | undefined;
  /** Undefined while they are not known. */
  invoiceFields?: InvoiceFieldSettings | undefined;
};

/** The corrections of a problem, the most likely first; none where only the user can know. */
export const fixesOf = (error: FieldError, facts: FixFacts): Fix[] => {
  const { content, terms, known, invoiceFields } = facts;
  const { limit } = error;
  const path = error.path === 'details.exchangeRate' ? ratePath : error.path;
  const typed = textAt(content, path);
  const use = (value: string | null): Fix[] => textFix(typed, path, value, 'use');
  switch (error.problem) {
    case 'emoji':
      return textFix(typed, path, withoutEmoji(typed), 'without_emoji');
    case 'forbidden_characters':
      return use(cleanName(typed.replace(/[:\p{Cc}]+/gu, ' - ').replace(/^[\s-]+|[\s-]+$/g, '')));
    case 'letters_at_risk':
      return textFix(typed, path, plainLetters(typed), 'plain_letters');
    case 'required':
      if (/^lines\.\d+\.description$/.test(path)) return removalOf(content, path, true);
      return use(path === 'details.number' && limit ? String(limit) : null);
    case 'number_ambiguous':
      return String(limit ?? '')
        .split(' ')
        .flatMap(use);
    case 'too_many_decimals':
    case 'percent_decimals': {
      const rounded = parseDecimal(typed)?.round(Number(limit), Big.roundHalfUp).toFixed() ?? '';
      return textFix(typed, path, rounded, 'round');
    }
    case 'books_closed':
      return use(addDays(String(limit), 1));
    case 'before_issue_date':
      return use(dueByTerm(content.details, terms) ?? content.details.issueDate);
    case 'currency_mismatch':
      return [
        ...othersInCurrency(facts),
        ...newInCurrency(facts),
        ...(limit ? [{ kind: 'currency' as const, currency: String(limit) }] : []),
      ];
    case 'multicurrency_off':
      return limit ? [{ kind: 'currency', currency: String(limit) }] : [];
    case 'number_taken':
      return use(limit ? String(limit) : proposeNumber([content.details.number]));
    case 'number_missing':
      return use(limit ? String(limit) : null);
    case 'name_taken':
      return [...takerOf(content, known), ...use(limit ? String(limit) : null)];
    case 'discounts_off':
      return [{ kind: 'no_discount', path }];
    case 'shipping_off':
      return [{ kind: 'no_shipping' }];
    case 'service_dates_off':
      return [{ kind: 'no_service_date', index: lineAt(path) }];
    case 'link_item':
      return removalOf(content, path, true);
    case 'looks_like_tax':
      return removalOf(content, path, false);
    case 'too_long':
      return isNewItemName(path) ? use(cleanName(cleanName(typed).slice(0, Number(limit)))) : [];
    case 'item_name_taken':
    case 'item_name_inactive':
      return [...takenItemFixes(content, known, path), ...use(limit ? String(limit) : null)];
    case 'income_account_missing':
    case 'income_account_unusable':
      return [
        { kind: 'create_item', index: lineAt(path) },
        { kind: 'unlink_item', index: lineAt(path) },
      ];
    case 'customer_inactive':
      return [...customerReactivation(content), { kind: 'choose_customer' }];
    case 'customer_gone':
      return [{ kind: 'choose_customer' }];
    case 'item_inactive':
      return [...itemReactivation(content, lineAt(path)), ...withoutItem(content, path)];
    case 'item_gone':
    case 'item_unsellable':
      return withoutItem(content, path);
    case 'estimate_of_other':
    case 'estimate_expired':
    case 'estimate_billed':
    case 'estimate_closed':
    case 'estimate_deleted':
    case 'estimate_unlinkable':
      return [{ kind: 'unlink_estimate' }];
    case 'not_a_date':
      return path === 'fields.shipDate' ? textFix(typed, path, '', 'leave_empty') : [];
    case 'field_off':
      return isListPath(path)
        ? [{ kind: 'entry', path, entry: null }]
        : textFix(typed, path, '', 'leave_empty');
    case 'class_unknown':
    case 'location_unknown': {
      const list = error.problem === 'class_unknown' ? 'class' : 'location';
      const similar = invoiceFields
        ? similarEntries(listOf(list, invoiceFields), String(limit ?? ''))
        : [];
      return [...similar, null].map((entry) => ({ kind: 'entry', path, entry }));
    }
    default:
      return [];
  }
};

const isListPath = (path: string): boolean =>
  listFieldNames.some((name) => path.endsWith(`.${name}`));

/** The text at a path of a draft; empty where there is none. */
const textAt = (content: DraftContent, path: string): string => {
  let part: unknown = content;
  for (const key of path.split('.')) {
    part = typeof part === 'object' && part !== null ? Reflect.get(part, key) : undefined;
  }
  return typeof part === 'string' ? part : '';
};

const lineAt = (path: string): number => Number(path.split('.')[1] ?? -1);

/** Enters a text that differs from what was typed. */
const textFix = (
  typed: string,
  path: string,
  value: string | null,
  how: Extract<Fix, { kind: 'text' }>['how'],
): Fix[] => (value === null || value === typed ? [] : [{ kind: 'text', path, value, how }]);

/** The customer that has the name, where it can be invoiced in the currency of the draft. */
const takerOf = ({ details }: DraftContent, { name }: KnownRecords): Fix[] => {
  const row = name?.takenBy?.row;
  const fits = row && (row.currency === null || row.currency === details.currency);
  return fits ? [{ kind: 'customer', row }] : [];
};

const isNewItemName = (path: string): boolean => path.endsWith('.item.name');

/** Uses or reactivates the item that has the name of one to create. */
const takenItemFixes = ({ lines }: DraftContent, known: KnownRecords, path: string): Fix[] => {
  const index = lineAt(path);
  const taker = takenItemName(lines[index]?.item?.name ?? '', known)?.takenBy;
  if (!taker?.row) return [];
  const { id, name, row } = taker;
  return taker.active
    ? [{ kind: 'item', index, row }]
    : [{ kind: 'reactivate', of: 'item', id, name: restoredName(name), index }];
};

const itemReactivation = ({ lines }: DraftContent, index: number): Fix[] => {
  const item = lines[index]?.item;
  return item && item.id !== null
    ? [{ kind: 'reactivate', of: 'item', id: item.id, name: restoredName(item.name), index }]
    : [];
};

const customerReactivation = ({ customer: { choice } }: DraftContent): Fix[] =>
  choice.kind === 'existing'
    ? [{ kind: 'reactivate', of: 'customer', id: choice.id, name: restoredName(choice.name) }]
    : [];

/** The chosen customer, when the draft has another currency. */
const clashing = ({ customer: { choice }, details }: DraftContent) =>
  choice.kind === 'existing' && choice.currency && choice.currency !== details.currency
    ? choice
    : null;

/** What the mirror has for the chosen customer and the draft's currency. */
const inCurrencyOf = ({ content, known: { inCurrency } }: FixFacts) => {
  const chosen = clashing(content);
  const isTheirs = chosen !== null && inCurrency?.customerId === chosen.id;
  return isTheirs && inCurrency.currency === content.details.currency ? inCurrency : null;
};

const othersInCurrency = (facts: FixFacts): Fix[] =>
  (inCurrencyOf(facts)?.customers ?? []).map((row) => ({ kind: 'customer', row }));

/** A customer for the draft's currency, named by the rule of `nameInCurrency`. */
const newInCurrency = (facts: FixFacts): Fix[] => {
  const { content, currencies = [] } = facts;
  const { currency } = content.details;
  const chosen = clashing(content);
  if (!chosen || !currencies.includes(currency)) return [];
  const name = inCurrencyOf(facts)?.free ?? nameInCurrency(chosen, currency);
  return [{ kind: 'new_customer', name, currency }];
};

/** The line without its item. The items of a bundle can only be removed with it. */
const withoutItem = (content: DraftContent, path: string): Fix[] =>
  path.includes('.bundle.')
    ? removalOf(content, path, false)
    : [{ kind: 'unlink_item', index: lineAt(path) }];

/** Removes a line: one without any input, or one that the user did enter. */
const removalOf = ({ lines }: DraftContent, path: string, onlyEmpty: boolean): Fix[] => {
  const index = lineAt(path);
  const line = lines[index];
  if (!line || lines.length === 1) return [];
  const isEmpty = isEmptyLine(line);
  return isEmpty || !onlyEmpty ? [{ kind: 'remove_line', index, isEmpty }] : [];
};
