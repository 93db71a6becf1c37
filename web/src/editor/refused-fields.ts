import type { FieldError } from '@dealbill/server/shared/contract/error-body';
import { inContent, valueAt } from '../ui/fields/field-path.ts';
import type { InvoiceDocument } from './document.ts';

/** A problem reported by the server or QuickBooks, with the field's value at that time. */
export type RefusedField = { error: FieldError; value: string };

export const refusedFields = (errors: FieldError[], document: InvoiceDocument): RefusedField[] =>
  errors.map((error) => {
    const path = inContent(error.path);
    return { error: { ...error, path }, value: valueAt(document, path) };
  });

/** Problems whose field still has the rejected value. */
export const stillRefused = (refused: RefusedField[], document: InvoiceDocument): FieldError[] =>
  refused
    .filter(({ error, value }) => valueAt(document, error.path) === value)
    .map(({ error }) => error);
