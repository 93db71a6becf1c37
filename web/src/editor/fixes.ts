import { fixesOf as correctionsOf, type Fix } from '@dealbill/server/shared/checks/fixes';
import type { FieldError } from '@dealbill/server/shared/contract/error-body';
import { fullDate, number } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { lineOf } from '../ui/fields/field-path.ts';
import { kindOf } from './document.ts';
import type { EditorAction, EditorState, EntryPath, TextPath } from './document-reducer.ts';

/** A record to make active in QuickBooks, and the line that gets an item. */
export type Reactivation = Extract<Fix, { kind: 'reactivate' }>;

/** The button of a correction, which is an action, or made by QuickBooks first. */
export type FixButton = { text: string } & (
  | { action: EditorAction; reactivation?: undefined }
  | { action?: undefined; reactivation: Reactivation }
);

/** The corrections of a problem that this document allows, the most likely first. */
export const fixesOf = (error: FieldError, state: EditorState): FixButton[] => {
  const { document, company, known } = state;
  const { terms, currencies, invoiceFields } = company;
  const facts = { content: document, terms, known, currencies, invoiceFields };
  return correctionsOf(error, facts).flatMap((fix): FixButton[] => {
    if (fix.kind === 'reactivate') return [{ text: labelOf(fix), reactivation: fix }];
    const action = actionOf(fix, state);
    return action ? [{ text: labelOf(fix), action }] : [];
  });
};

const labelOf = (fix: Fix): string => {
  switch (fix.kind) {
    case 'text':
      if (fix.how === 'without_emoji') return m.editor_fix_emoji();
      if (fix.how === 'leave_empty') return m.editor_fix_leave_empty();
      if (fix.how === 'round') return m.editor_fix_round({ value: number(fix.value) });
      if (fix.how === 'plain_letters' && !isShort(fix.value)) return m.editor_fix_plain_letters();
      return m.editor_fix_use({ value: shown(fix.path, fix.value) });
    case 'no_discount':
      return m.editor_fix_no_discount();
    case 'no_shipping':
      return m.editor_fix_no_shipping();
    case 'no_service_date':
      return m.editor_fix_no_service_date();
    case 'remove_line':
      return fix.isEmpty ? m.editor_fix_remove_empty_line() : m.editor_fix_remove_line();
    case 'unlink_item':
      return m.editor_fix_unlink_item();
    case 'currency':
      return m.editor_fix_currency({ currency: fix.currency });
    case 'new_customer':
      return m.editor_fix_new_customer({ name: fix.name });
    case 'unlink_estimate':
      return m.editor_fix_unlink_estimate();
    case 'customer':
      return m.editor_fix_use_customer({ name: fix.row.name });
    case 'choose_customer':
      return m.editor_fix_choose_customer();
    case 'item':
      return m.editor_fix_use_item({ name: fix.row.name });
    case 'create_item':
      return m.editor_fix_create_item();
    case 'reactivate':
      return m.editor_fix_reactivate({ name: fix.name });
    case 'entry':
      return fix.entry ? m.editor_fix_use({ value: fix.entry.name }) : m.editor_fix_leave_empty();
  }
};

/** Whether a button has room for a text. */
const isShort = (text: string): boolean => text.length <= 40 && !text.includes('\n');

const shown = (path: string, value: string): string => {
  if (/Date$/.test(path)) return fullDate(value);
  return /(quantity|unitPrice|value|rate)$/.test(path) ? number(value) : value;
};

/** Null where this document does not allow the correction. */
const actionOf = (fix: Exclude<Fix, Reactivation>, state: EditorState): EditorAction | null => {
  const { document, discountsCanChange, linesCanChange } = state;
  switch (fix.kind) {
    case 'text':
      return entering(state, fix.path, fix.value);
    case 'no_discount': {
      const index = lineOf(fix.path);
      return discountsCanChange
        ? { type: 'discount_typed', index, discount: { kind: 'none' } }
        : null;
    }
    case 'no_shipping':
      return { type: 'shipping_entered', shipping: undefined };
    case 'no_service_date':
      return { type: 'text_typed', path: `lines.${fix.index}.serviceDate`, text: '' };
    case 'remove_line': {
      const line = document.lines[fix.index];
      const canGo = line !== undefined && kindOf(line) !== 'other';
      return linesCanChange && canGo ? { type: 'line_removed', index: fix.index } : null;
    }
    case 'unlink_item':
      return { type: 'item_chosen', index: fix.index, item: null };
    case 'currency':
      return { type: 'currency_chosen', currency: fix.currency };
    case 'new_customer':
      return { type: 'new_customer_named', name: fix.name };
    case 'unlink_estimate':
      return { type: 'estimate_unlinked' };
    case 'customer':
      return { type: 'customer_chosen', row: fix.row };
    case 'choose_customer':
      return { type: 'choosing_customer', choosing: true };
    case 'item':
      return { type: 'item_chosen', index: fix.index, item: fix.row };
    case 'create_item': {
      const name = document.lines[fix.index]?.item?.name ?? '';
      return { type: 'item_creation_opened', index: fix.index, name };
    }
    case 'entry':
      return isEntryPath(fix.path)
        ? { type: 'entry_chosen', path: fix.path, entry: fix.entry }
        : null;
  }
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
    return { type: 'discount_typed', index, discount: { ...discount, value: text } };
  }
  if (path === 'customer.choice.name')
    return text === '' ? null : { type: 'new_customer_named', name: text };
  if (path.endsWith('.item.name'))
    return { type: 'new_item_named', index: lineOf(path) ?? -1, name: text };
  if (path === 'details.exchangeRate.rate') return { type: 'rate_typed', rate: text };
  if (path === 'customer.shipTo.address')
    return { type: 'ship_to_chosen', shipTo: { kind: 'other', address: text } };
  return isTextPath(path) ? { type: 'text_typed', path, text } : null;
};

const isEntryPath = (path: string): path is EntryPath =>
  /^(fields\.(class|location)|lines\.\d+\.class)$/.test(path);

const isTextPath = (path: string): path is TextPath =>
  /^(customer\.(to|address|email|taxId)|details\.(issueDate|dueDate|number|message|memo)|fields\.(custom[123]|shipDate|trackingNumber|shippingMethod)|lines\.\d+\.(description|quantity|unitPrice))$/.test(
    path,
  );
