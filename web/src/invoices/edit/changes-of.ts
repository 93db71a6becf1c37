import type { InvoicePage } from '@dealbill/server/contract/invoices';
import type { InvoiceChanges } from '@dealbill/server/shared/contract/invoice-changes';
import { type EditLine, type EditValues, keyOf, valuesOf } from './edit-values.ts';
import { sameLine, sameLines, sameText } from './same-values.ts';

type ChangedLines = NonNullable<InvoiceChanges['lines']>;

/** Sends an unchanged line exactly as it was received. */
const linesTo = (page: InvoicePage, lines: EditLine[]): ChangedLines => {
  const before = valuesOf(page).lines;
  return lines.map((line) => {
    const index = page.lines.findIndex(
      (original, position) => keyOf(original, position) === line.id,
    );
    const [original, was] = [page.lines[index], before[index]];
    const same = original && was && sameLine(was, line);
    return {
      index: original ? index : null,
      itemId: line.item?.id ?? null,
      description: same ? original.description : line.description,
      quantity: same ? (original.quantity ?? '') : line.quantity,
      unitPrice: same ? (original.unitPrice ?? '') : line.unitPrice,
      ...(line.taxCodeId !== (was?.taxCodeId ?? '') && { taxCodeId: line.taxCodeId }),
    };
  });
};

/** Returns only the fields that the typed values change. One changed line sends all lines. */
export const changesOf = (page: InvoicePage, values: EditValues): InvoiceChanges => {
  const before = valuesOf(page);
  const { dueDate, termId, message, memo, email, lines } = values;
  return {
    ...(dueDate !== before.dueDate && { dueDate }),
    ...(termId !== before.termId && { termId: termId || null }),
    ...(!sameText(message, before.message) && { message }),
    ...(!sameText(memo, before.memo) && { memo }),
    ...(!sameText(email, before.email) && { email }),
    ...(!sameLines(lines, before.lines) && { lines: linesTo(page, lines) }),
  };
};

/** Returns true when saving would change nothing. */
export const isUnchanged = (changes: InvoiceChanges): boolean => Object.keys(changes).length === 0;
