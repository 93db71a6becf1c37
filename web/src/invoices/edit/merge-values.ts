import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { type EditLine, type EditValues, valuesOf } from './edit-values.ts';
import { sameLine, sameText } from './same-values.ts';

type Sides<T> = { seen: T; now: T; typed: T };

const text = ({ seen, now, typed }: Sides<string>): string => (sameText(seen, typed) ? now : typed);

const find = (lines: EditLine[], { id }: EditLine) =>
  id === null ? undefined : lines.find((line) => line.id === id);

/** Merges one typed line: empty when it was removed in QuickBooks and not edited here. */
const mergedLine = (line: EditLine, { seen, now }: Sides<EditLine[]>): EditLine[] => {
  const [was, is] = [find(seen, line), find(now, line)];
  if (!was) return [line];
  const untouched = sameLine(was, line);
  if (!is) return untouched ? [] : [{ ...line, id: null, amount: '' }];
  return [untouched ? is : { ...line, amount: is.amount }];
};

const mergedLines = (sides: Sides<EditLine[]>): EditLine[] => {
  const { seen, now, typed } = sides;
  const added = now.filter((line) => !find(seen, line));
  return [...typed.flatMap((line) => mergedLine(line, sides)), ...added];
};

/**
 * Applies the edits made here to the invoice's new state in QuickBooks: edited fields keep the
 * typed value, all others take QuickBooks' value. A line counts as one field.
 */
export const mergeValues = (seen: InvoicePage, now: InvoicePage, typed: EditValues): EditValues => {
  const [before, after] = [valuesOf(seen), valuesOf(now)];
  const one = (field: Exclude<keyof EditValues, 'lines'>) =>
    text({ seen: before[field], now: after[field], typed: typed[field] });
  return {
    dueDate: one('dueDate'),
    termId: one('termId'),
    message: one('message'),
    memo: one('memo'),
    email: one('email'),
    lines: mergedLines({ seen: before.lines, now: after.lines, typed: typed.lines }),
  };
};
