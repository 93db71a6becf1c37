import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import type { FieldError } from '@dealbill/server/shared/contract/error-body';
import { inContent, valueAt } from '../ui/fields/field-path.ts';

/** What the server or QuickBooks said about fields, with what stood in each of them then. */
export type RefusedField = { error: FieldError; value: string };

export const refusedFields = (errors: FieldError[], content: DraftContent): RefusedField[] =>
  errors.map((error) => {
    const path = inContent(error.path);
    return { error: { ...error, path }, value: valueAt(content, path) };
  });

/** Those that still stand: a refusal speaks of a value, and is over once that value has changed. */
export const stillRefused = (refused: RefusedField[], content: DraftContent): FieldError[] =>
  refused
    .filter(({ error, value }) => valueAt(content, error.path) === value)
    .map(({ error }) => error);
