import type { InvoicePage } from '@dealbill/server/contract/invoices';
import type { DocumentLine, InvoiceDocument } from '../../editor/document.ts';
import { documentOf, type EditFields, editFields, fieldsOf, withFields } from './edit-document.ts';
import { sameLine, sameText } from './same-lines.ts';

type Sides<T> = { seen: T; now: T; typed: T };

const text = ({ seen, now, typed }: Sides<string>): string => (sameText(seen, typed) ? now : typed);

const find = (lines: DocumentLine[], { existing }: DocumentLine) =>
  existing && lines.find((line) => line.existing?.id === existing.id);

/** An edited line that QuickBooks no longer has is added again. */
const asNew = ({ existing: _, ...line }: DocumentLine): DocumentLine => ({
  ...line,
  key: `again ${line.key}`,
});

/** Merges one typed line: empty when it was removed in QuickBooks and not edited here. */
const mergedLine = (line: DocumentLine, { seen, now }: Sides<DocumentLine[]>): DocumentLine[] => {
  const [was, is] = [find(seen, line), find(now, line)];
  if (!was) return [line];
  const untouched = sameLine(was, line);
  if (!is) return untouched ? [] : [asNew(line)];
  return [untouched ? is : { ...line, existing: is.existing }];
};

const mergedLines = (sides: Sides<DocumentLine[]>): DocumentLine[] => {
  const { seen, now, typed } = sides;
  const added = now.filter((line) => !find(seen, line));
  return [...typed.flatMap((line) => mergedLine(line, sides)), ...added];
};

/**
 * Applies the edits made here to the invoice's new state in QuickBooks: edited fields keep the
 * typed value, all others take QuickBooks' value. A line counts as one field.
 */
export const mergeDocuments = (
  seen: InvoicePage,
  now: InvoicePage,
  typed: InvoiceDocument,
): InvoiceDocument => {
  const [before, after] = [documentOf(seen), documentOf(now)];
  const one = (field: keyof EditFields) =>
    text({
      seen: fieldsOf(before)[field],
      now: fieldsOf(after)[field],
      typed: fieldsOf(typed)[field],
    });
  const fields = Object.fromEntries(editFields.map((field) => [field, one(field)]));
  const lines = mergedLines({ seen: before.lines, now: after.lines, typed: typed.lines });
  return { ...withFields(after, fields), lines };
};
