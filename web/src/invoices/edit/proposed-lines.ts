import type { InvoicePage } from '@dealbill/server/contract/invoices';
import type { Answer } from '../../lib/api.ts';
import { withKept } from './stored-edit.ts';

/** Whose lines an edit starts with: the deal's, or the invoice's before it was edited. */
export type ProposedLines = 'deal' | 'invoice';

type Item = { id: string; name: string };

/** An invoice to edit. */
export type OpenedEdit = {
  page: InvoicePage;
  /** Null when the edit starts from the invoice; `applied`: the lines are entered. */
  proposed: {
    of: ProposedLines;
    applied: boolean;
    appliesDeal: string | null;
    items: Item[];
  } | null;
};

/** Enters the proposed lines, which replace an earlier edit that was not saved. */
export const withProposed = (
  page: InvoicePage,
  of: ProposedLines,
  { lines, items, seen, appliesDeal }: Answer<'drift', 'proposal'>,
): OpenedEdit =>
  lines === null || seen !== page.seen || !page.linesCanChange
    ? { page, proposed: { of, applied: false, appliesDeal: null, items: [] } }
    : {
        page: { ...page, unsaved: { changes: { lines }, linesFit: true } },
        proposed: { of, applied: true, appliesDeal, items },
      };

/** The invoice with an edit stored in this tab, unless lines are proposed. */
export const withStored = ({ page, proposed }: OpenedEdit): OpenedEdit =>
  proposed?.applied ? { page, proposed } : { page: withKept(page), proposed };
