import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import type { FieldError } from '@dealbill/server/shared/contract/error-body';
import { inContent, valueAt } from '../ui/fields/field-path.ts';

/** A problem reported by the server or QuickBooks, with the field's value at that time. */
export type RefusedField = { error: FieldError; value: string };

export const refusedFields = (errors: FieldError[], content: DraftContent): RefusedField[] =>
  errors.map((error) => {
    const path = inContent(error.path);
    return { error: { ...error, path }, value: valueAt(content, path) };
  });

/** Problems whose field still has the rejected value. */
export const stillRefused = (refused: RefusedField[], content: DraftContent): FieldError[] =>
  refused
    .filter(({ error, value }) => valueAt(content, error.path) === value)
    .map(({ error }) => error);
