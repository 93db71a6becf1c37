import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { type EditValues, valuesOf } from './edit-values.ts';
import { type ReviewRow, reviewRows, writingOf } from './review-rows.ts';

/** Something that was changed in QuickBooks while it was being edited here. */
export type ChangedMeanwhile = Omit<ReviewRow, 'before' | 'after'> & {
  was: string | null;
  now: string | null;
  /** As typed here; undefined where nobody touched it, so that QuickBooks' is taken over. */
  yours: string | null | undefined;
};

/** What QuickBooks has now that it did not have when it was seen, beside what is typed. */
export const changedMeanwhile = (
  seen: InvoicePage,
  now: InvoicePage,
  typed: EditValues,
): ChangedMeanwhile[] => {
  const before = valuesOf(seen);
  const writing = writingOf(now);
  const mine = reviewRows(before, typed, writing);
  return reviewRows(before, valuesOf(now), writing).map(({ key, name, before: was, after }) => ({
    key,
    name,
    was,
    now: after,
    yours: mine.find((row) => row.key === key)?.after,
  }));
};
