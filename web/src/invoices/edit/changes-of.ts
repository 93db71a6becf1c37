import type { InvoicePage } from '@dealbill/server/contract/invoices';
import type { InvoiceChanges } from '@dealbill/server/shared/contract/invoice-changes';
import { textFieldNames } from '@dealbill/server/shared/contract/invoice-fields';
import type { DocumentLine, InvoiceDocument } from '../../editor/document.ts';
import { documentOf, fieldsOf, keyOf } from './edit-document.ts';
import { sameLine, sameLines, sameText } from './same-lines.ts';

type ChangedLines = NonNullable<InvoiceChanges['lines']>;

const dateOf = (line: DocumentLine | undefined): string => line?.serviceDate ?? '';

/** Sends an unchanged line exactly as it was received. */
const linesTo = (page: InvoicePage, lines: DocumentLine[]): ChangedLines => {
  const before = documentOf(page).lines;
  return lines.map((line) => {
    const index = page.lines.findIndex(
      (original, position) => keyOf(original, position) === line.existing?.id,
    );
    const [original, was] = [page.lines[index], before[index]];
    const same = original && was && sameLine(was, line);
    return {
      index: original ? index : null,
      itemId: line.item?.id ?? null,
      description: same ? original.description : line.description,
      ...(dateOf(line) !== dateOf(was) && { serviceDate: dateOf(line) }),
      quantity: same ? (original.quantity ?? '') : line.quantity,
      unitPrice: same ? (original.unitPrice ?? '') : line.unitPrice,
      ...(line.taxCodeId !== (was?.taxCodeId ?? null) && { taxCodeId: line.taxCodeId ?? '' }),
    };
  });
};

/** Returns only the fields that the typed values change. One changed line sends all lines. */
export const changesOf = (page: InvoicePage, document: InvoiceDocument): InvoiceChanges => {
  const opened = documentOf(page);
  const before = fieldsOf(opened);
  const now = fieldsOf(document);
  const { dueDate, termId, message, memo, email, classId, locationId } = now;
  const { lines } = document;
  return {
    ...(dueDate !== before.dueDate && { dueDate }),
    ...(termId !== before.termId && { termId: termId || null }),
    ...(!sameText(message, before.message) && { message }),
    ...(!sameText(memo, before.memo) && { memo }),
    ...(!sameText(email, before.email) && { email }),
    ...Object.fromEntries(
      textFieldNames
        .filter((name) => !sameText(now[name], before[name]))
        .map((name) => [name, now[name]]),
    ),
    ...(classId !== before.classId && { classId: classId || null }),
    ...(locationId !== before.locationId && { locationId: locationId || null }),
    ...(!sameLines(lines, opened.lines) && { lines: linesTo(page, lines) }),
  };
};

/** Returns true when saving would change nothing. */
export const isUnchanged = (changes: InvoiceChanges): boolean => Object.keys(changes).length === 0;
