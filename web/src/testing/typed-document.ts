import type { DocumentLine, InvoiceDocument } from '../editor/document.ts';
import { type EditFields, withFields } from '../invoices/edit/edit-document.ts';

/** What is typed into an edit: fields by the server's names, and lines. */
export type Typed = Partial<EditFields> & { lines?: DocumentLine[] };

export const typedInto = (
  document: InvoiceDocument,
  { lines, ...fields }: Typed,
): InvoiceDocument => ({ ...withFields(document, fields), lines: lines ?? document.lines });
