import type { InvoicePage } from '@dealbill/server/contract/invoices';
import type { InvoiceChanges } from '@dealbill/server/shared/contract/invoice-changes';
import { type DocumentLine, emptyLine, type InvoiceDocument } from '../../editor/document.ts';
import { lineWithCode } from '../../editor/line-editor/line-changes.ts';
import { m } from '../../messages/compiled/messages.js';
import { changesOf, isUnchanged } from './changes-of.ts';
import { documentOf, withFields } from './edit-document.ts';

type Unsaved = NonNullable<InvoicePage['unsaved']>;
type UnsavedLine = NonNullable<Unsaved['changes']['lines']>[number];

type Item = { id: string; name: string };

/** The line's own item, else one of `items`, else one of which only the id is known. */
const itemOf = (id: string | null, was: DocumentLine, items: Item[]): DocumentLine['item'] => {
  if (id === null || id === was.item?.id) return id === null ? null : was.item;
  const name = items.find((item) => item.id === id)?.name || m.invoices_edit_item_chosen();
  return { id, name, taxable: null };
};

const lineOf = (
  { index, itemId, taxCodeId, ...typed }: UnsavedLine,
  at: number,
  before: DocumentLine[],
  items: Item[],
): DocumentLine => {
  const was = (index === null ? undefined : before[index]) ?? emptyLine(`unsaved ${at}`);
  const isText = index === null && itemId === null && !typed.quantity && !typed.unitPrice;
  const line: DocumentLine = {
    ...was,
    ...typed,
    ...(isText && { kind: 'text' }),
    item: itemOf(itemId, was, items),
  };
  return taxCodeId === undefined ? line : lineWithCode(line, taxCodeId || null);
};

/** Returns true when unsaved lines no longer fit the invoice. */
export const linesAreLeftOut = (page: InvoicePage): boolean =>
  page.unsaved?.changes.lines !== undefined && !page.unsaved.linesFit;

/**
 * The initial values of the form: the invoice's, with an earlier unsaved edit applied. Its lines
 * are applied only if the invoice's lines have not changed since.
 */
export const takeUp = (page: InvoicePage, items: Item[] = []): InvoiceDocument => {
  const opened = documentOf(page);
  if (!page.unsaved) return opened;
  const { changes, linesFit } = page.unsaved;
  const { lines, termId, classId, locationId, ...texts } = changes;
  return {
    ...withFields(opened, {
      ...texts,
      ...(termId !== undefined && { termId: termId ?? '' }),
      ...(classId !== undefined && { classId: classId ?? '' }),
      ...(locationId !== undefined && { locationId: locationId ?? '' }),
    }),
    ...(lines &&
      linesFit && { lines: lines.map((line, at) => lineOf(line, at, opened.lines, items)) }),
  };
};

/** Changes typed into an edit, and the version of the invoice they were typed on. */
export type StoredEdit = { changes: InvoiceChanges; seen: string };

/**
 * Adds an edit stored in this tab to the invoice. If its lines no longer fit, the lines of the
 * server's unsaved edit win if they do. Values that the invoice has by now are dropped.
 */
export const withTyped = (page: InvoicePage, { changes, seen }: StoredEdit): InvoicePage => {
  const linesFit = seen === page.seen && page.linesCanChange;
  const typed = { ...page, unsaved: { changes, linesFit } };
  if (linesAreLeftOut(typed)) return page.unsaved?.linesFit ? page : typed;
  return isUnchanged(changesOf(page, takeUp(typed))) ? page : typed;
};
