import type { InvoicePage } from '@dealbill/server/contract/invoices';
import type { InvoiceChanges } from '@dealbill/server/shared/contract/invoice-changes';
import { m } from '../../messages/compiled/messages.js';
import { changesOf, isUnchanged } from './changes-of.ts';
import { type EditLine, type EditValues, newLine, valuesOf } from './edit-values.ts';

type Unsaved = NonNullable<InvoicePage['unsaved']>;
type UnsavedLine = NonNullable<Unsaved['changes']['lines']>[number];

/** An item that is not the line's own is known by its id alone. */
const itemOf = (id: string | null, was: EditLine): EditLine['item'] => {
  if (id === null || id === was.item?.id) return id === null ? null : was.item;
  return { id, name: m.invoices_edit_item_chosen(), taxable: null };
};

const lineOf = (
  { index, itemId, taxCodeId, ...typed }: UnsavedLine,
  before: EditLine[],
): EditLine => {
  const was = (index === null ? undefined : before[index]) ?? newLine();
  return {
    ...was,
    ...typed,
    item: itemOf(itemId, was),
    taxCodeId: taxCodeId ?? was.taxCodeId,
  };
};

/** Whether lines were left unsaved that no longer fit the invoice. */
export const linesAreLeftOut = (page: InvoicePage): boolean =>
  page.unsaved?.changes.lines !== undefined && !page.unsaved.linesFit;

/**
 * The values that the form opens with: those of the invoice, and on them what an earlier edit could not
 * save. Its lines only while they are still the ones it was typed on.
 */
export const takeUp = (page: InvoicePage): EditValues => {
  const values = valuesOf(page);
  if (!page.unsaved) return values;
  const { changes, linesFit } = page.unsaved;
  const { lines, termId, ...texts } = changes;
  return {
    ...values,
    ...texts,
    ...(termId !== undefined && { termId: termId ?? '' }),
    ...(lines && linesFit && { lines: lines.map((line) => lineOf(line, values.lines)) }),
  };
};

/** What was typed, and on which state of the invoice. */
export type StoredEdit = { changes: InvoiceChanges; seen: string };

/**
 * The invoice with what was typed on it last in this tab, also after an edit that the server knows not to
 * have happened; where its lines no longer fit, that edit stands if its own do. What the invoice says by
 * now needs no saving.
 */
export const withTyped = (page: InvoicePage, { changes, seen }: StoredEdit): InvoicePage => {
  const linesFit = seen === page.seen && page.linesCanChange;
  const typed = { ...page, unsaved: { changes, linesFit } };
  if (linesAreLeftOut(typed)) return page.unsaved?.linesFit ? page : typed;
  return isUnchanged(changesOf(page, takeUp(typed))) ? page : typed;
};
