import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { checkChanges } from '@dealbill/server/shared/checks/check-changes';
import { checkFee } from '@dealbill/server/shared/checks/check-lines';
import type { InvoiceChanges } from '@dealbill/server/shared/contract/invoice-changes';
import type { InvoiceDocument } from '../../editor/document.ts';
import type { Findings } from '../../editor/editor-store.ts';
import { pathInDocument } from './edit-document.ts';
import { totalsAfter } from './totals-after.ts';

/** Totals of the edited invoice, and everything for which QuickBooks would reject the changes. */
export const checkEdit = (
  page: InvoicePage,
  document: InvoiceDocument,
  changes: InvoiceChanges,
): Findings => {
  const { invoice, termId, lines, fields } = page;
  const was = { issueDate: invoice.issueDate, termId, lines, fields };
  const fees = document.lines.flatMap((line, at) => checkFee(`lines.${at}.fee.percent`, line));
  const unpriced = new Set(fees.map(({ path }) => path.replace('fee.percent', 'unitPrice')));
  const others = checkChanges(changes, was, page).filter(({ path }) => !unpriced.has(path));
  return {
    totals: totalsAfter(page, document),
    problems: [...others, ...fees].map((error) => ({ ...error, path: pathInDocument(error.path) })),
    cautions: [],
    alwaysShown: [],
  };
};
