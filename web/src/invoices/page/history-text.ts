import { textFieldNames } from '@dealbill/server/shared/contract/invoice-fields';
import { listed } from '../../lib/format.ts';
import { invoiceFieldLabel } from '../../lib/invoice-field-names.ts';
import { m } from '../../messages/compiled/messages.js';

type Entry = { who: string; action: string; details: Record<string, string> };

const fields: Record<string, () => string> = {
  dueDate: m.editor_due_date,
  termId: m.editor_term,
  message: m.editor_message,
  memo: m.editor_memo,
  email: m.editor_email,
  lines: m.invoices_lines,
  ...Object.fromEntries(textFieldNames.map((name) => [name, () => invoiceFieldLabel(name)])),
  classId: () => invoiceFieldLabel('class'),
  locationId: () => invoiceFieldLabel('location'),
};

/** `Due date, Memo, and Lines`, from field keys separated by spaces. */
const changedFields = (changed: string): string =>
  listed(changed.split(' ').flatMap((field) => fields[field]?.() ?? []));

const texts: Record<string, (entry: Entry) => string> = {
  invoice_created: ({ who }) => m.invoices_history_created({ who }),
  invoice_sent: ({ who, details }) => m.invoices_history_sent({ who, to: details.to ?? '' }),
  invoice_edited: ({ who, details }) => {
    const names = changedFields(details.changed ?? '');
    return names === ''
      ? m.invoices_history_edited({ who })
      : m.invoices_history_edited_what({ who, fields: names });
  },
  invoice_voided: ({ who }) => m.invoices_history_voided({ who }),
  invoice_deleted: ({ who }) => m.invoices_history_deleted({ who }),
  difference_kept: ({ who, details }) =>
    details.of === 'deal'
      ? m.drift_history_kept_deal({ who })
      : m.drift_history_kept_invoice({ who }),
  invoice_linked: ({ who }) => m.invoices_history_linked({ who }),
  invoice_linked_automatically: () => m.invoices_history_linked_automatically(),
  invoice_unlinked_automatically: () => m.invoices_history_unlinked_automatically(),
  invoice_unlinked: ({ who }) => m.invoices_history_unlinked({ who }),
  invoice_moved: ({ details }) =>
    m.invoices_history_moved({ from: details.fromName ?? details.from ?? '' }),
};

/** Text of a history entry; an action unknown to this version is shown by its name. */
export const historyText = ({ who, ...facts }: Entry): string => {
  const entry = { ...facts, who: who || m.invoices_history_someone() };
  return texts[entry.action]?.(entry) ?? `${entry.who}: ${entry.action}`;
};
