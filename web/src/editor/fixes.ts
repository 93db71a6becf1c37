import type { FieldError } from '@dealbill/server/shared/contract/error-body';
import { addDays } from '@dealbill/server/shared/dates/due-date';
import { Big, parseDecimal } from '@dealbill/server/shared/money/money';
import { cleanName, withoutEmoji } from '@dealbill/server/shared/text/clean-text';
import { proposeNumber } from '@dealbill/server/shared/text/propose-number';
import { fullDate, number } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { lineOf, textAt } from '../ui/fields/field-path.ts';
import { dueByTerm } from './details/due-by-term.ts';
import { type InvoiceDocument, isEmptyLine } from './document.ts';
import type { EditorAction, EditorState, TextPath } from './document-reducer.ts';

/** A correction that one press makes. */
export type Fix = { text: string; action: EditorAction };

/** The corrections of a problem, the most likely first; none where only the user can know. */
export const fixesOf = (error: FieldError, state: EditorState): Fix[] => {
  const { document, company } = state;
  const { path, limit } = error;
  const typed = textAt(path)(document);
  switch (error.problem) {
    case 'emoji':
      return fixWith(state, path, withoutEmoji(typed), m.editor_fix_emoji());
    case 'forbidden_characters': {
      const name = cleanName(typed.replace(/[:\p{Cc}]+/gu, ' - ').replace(/^[\s-]+|[\s-]+$/g, ''));
      return fixWith(state, path, name, m.editor_fix_use({ value: name }));
    }
    case 'number_ambiguous':
      return String(limit ?? '')
        .split(' ')
        .flatMap((read) => fixWith(state, path, read, m.editor_fix_use({ value: number(read) })));
    case 'too_many_decimals': {
      const rounded = parseDecimal(typed)?.round(Number(limit), Big.roundHalfUp).toFixed() ?? '';
      return fixWith(state, path, rounded, m.editor_fix_round({ value: number(rounded) }));
    }
    case 'books_closed': {
      const open = addDays(String(limit), 1);
      return fixWith(state, path, open, m.editor_fix_use({ value: fullDate(open) }));
    }
    case 'before_issue_date': {
      const { issueDate } = document.details;
      const due = dueByTerm(document.details, company.terms) ?? issueDate;
      return fixWith(state, path, due, m.editor_fix_use({ value: fullDate(due) }));
    }
    case 'currency_mismatch': {
      const currency = String(limit ?? '');
      const action = { type: 'currency_chosen', currency } as const;
      return currency ? [{ text: m.editor_fix_use({ value: currency }), action }] : [];
    }
    case 'number_taken': {
      const next = proposeNumber([document.details.number]);
      return next === null ? [] : fixWith(state, path, next, m.editor_fix_use({ value: next }));
    }
    case 'discounts_off':
      return fixWith(state, path, '', m.editor_fix_no_discount());
    case 'link_item':
      return fixesOfLine(document, lineOf(path) ?? -1);
    default:
      return [];
  }
};

/** A line without any input is removed rather than completed. */
const fixesOfLine = ({ lines }: InvoiceDocument, index: number): Fix[] => {
  const line = lines[index];
  return line && isEmptyLine(line) && lines.length > 1
    ? [{ text: m.editor_fix_remove_line(), action: { type: 'line_removed', index } }]
    : [];
};

/** Enters a text that differs from what was typed. */
const fixWith = (state: EditorState, path: string, value: string, text: string): Fix[] => {
  const action = entering(state, path, value);
  return action === null || value === textAt(path)(state.document) ? [] : [{ text, action }];
};

/** The action that enters a text at a path; null where the path is no text, or needs one. */
const entering = (
  { document, discountsCanChange }: EditorState,
  path: string,
  text: string,
): EditorAction | null => {
  if (path.endsWith('discount.value')) {
    const index = lineOf(path);
    const discount = index === null ? document.discount : document.lines[index]?.discount;
    if (!discountsCanChange || !discount || discount.kind === 'none') return null;
    const typed = text === '' ? { kind: 'none' as const } : { ...discount, value: text };
    return { type: 'discount_typed', index, discount: typed };
  }
  if (path === 'customer.choice.name')
    return text === '' ? null : { type: 'new_customer_named', name: text };
  if (path === 'customer.shipTo.address')
    return { type: 'ship_to_chosen', shipTo: { kind: 'other', address: text } };
  return isTextPath(path) ? { type: 'text_typed', path, text } : null;
};

const isTextPath = (path: string): path is TextPath =>
  /^(customer\.(to|address|email|taxId)|details\.(issueDate|dueDate|number|message|memo)|lines\.\d+\.(description|quantity|unitPrice))$/.test(
    path,
  );
