import { expect } from 'vitest';
import type { Books } from '../shared/books.ts';
import { checkDraft } from '../shared/check-draft.ts';
import type { DraftContent, DraftLine } from '../shared/draft-content.ts';
import type { FieldError } from '../shared/error-body.ts';
import { makeBooks, makeDraft, makeLine } from './make-draft.ts';

/** What is said, the form, what its books differ in, and what must be wrong with it. */
export type Case = [string, DraftContent, Partial<Books>, FieldError[]];

export const check = (
  _said: string,
  content: DraftContent,
  books: Partial<Books>,
  errors: FieldError[],
) => expect(checkDraft(content, makeBooks(books))).toEqual(errors);

export const customer = (differs: Partial<DraftContent['customer']>) =>
  makeDraft({ customer: differs });

export const details = (differs: Partial<DraftContent['details']>) =>
  makeDraft({ details: differs });

export const line = (differs: Partial<DraftLine>) => makeDraft({ lines: [makeLine(differs)] });

export const named = (name: string) => customer({ choice: { kind: 'new', name } });
