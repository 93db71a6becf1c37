import type { InvoicePage } from '@dealbill/server/contract/invoices';
import type { InvoiceDocument } from '../../editor/document.ts';
import { documentOf } from './edit-document.ts';
import { type ReviewRow, reviewRows, writingOf } from './review-rows.ts';

/** A value that changed in QuickBooks while it was being edited here. */
export type ChangedMeanwhile = Omit<ReviewRow, 'before' | 'after'> & {
  was: string | null;
  now: string | null;
  /** The typed value; undefined when it was not edited here, so that QuickBooks' value is used. */
  yours: string | null | undefined;
};

/**
 * Differences between the invoice as loaded and as it is in QuickBooks now, with the typed values.
 */
export const changedMeanwhile = (
  seen: InvoicePage,
  now: InvoicePage,
  typed: InvoiceDocument,
): ChangedMeanwhile[] => {
  const before = documentOf(seen);
  const writing = writingOf(now);
  const mine = reviewRows(before, typed, writing);
  return reviewRows(before, documentOf(now), writing).map(({ key, name, before: was, after }) => ({
    key,
    name,
    was,
    now: after,
    yours: mine.find((row) => row.key === key)?.after,
  }));
};
