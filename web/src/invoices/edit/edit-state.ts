import type { InvoicePage } from '@dealbill/server/contract/invoices';
import type { ApiError } from '../../lib/api-error.ts';
import type { ChangedMeanwhile } from './changed-meanwhile.ts';
import type { ProposedLines } from './proposed-lines.ts';

/** What the screen shows: the form, the review, or an action to wait for. */
export type EditStep = 'form' | 'review' | 'checking' | 'busy';

/** Outcome of an attempt to save, shown above the form. */
export type EditNotice =
  | { kind: 'failed'; error: ApiError }
  | { kind: 'changed'; rows: ChangedMeanwhile[] }
  /** A payment arrived, so the lines can no longer change. */
  | { kind: 'paid' }
  | { kind: 'not_saved' }
  /** The edit was restored: it was closed before it was known not to be saved. */
  | { kind: 'taken_up'; withoutLines: boolean }
  /** The edit started with lines of a comparison, or they could not be entered. */
  | { kind: 'proposed'; of: ProposedLines; applied: boolean }
  | { kind: 'gone' };

/** State of an edit beside its document. */
export type EditState = {
  /** The invoice as last read, with the terms that were created since. */
  page: InvoicePage;
  step: EditStep;
  notice: EditNotice | null;
  saving: boolean;
};

export type EditAction =
  | { type: 'page_read'; page: InvoicePage }
  | { type: 'terms_changed'; terms: InvoicePage['terms'] }
  | { type: 'step'; step: EditStep }
  | { type: 'notice'; notice: EditNotice | null }
  | { type: 'back_to_form'; notice: EditNotice | null }
  | { type: 'saving'; saving: boolean };

export const reduceEdit = (state: EditState, action: EditAction): EditState => {
  switch (action.type) {
    case 'page_read':
      return { ...state, page: action.page };
    case 'terms_changed':
      return { ...state, page: { ...state.page, terms: action.terms } };
    case 'step':
      return { ...state, step: action.step };
    case 'notice':
      return { ...state, notice: action.notice };
    case 'back_to_form':
      return { ...state, step: 'form', notice: action.notice };
    case 'saving':
      return { ...state, saving: action.saving };
  }
};
