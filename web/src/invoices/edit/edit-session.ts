import type { InvoicePage, InvoiceRow } from '@dealbill/server/contract/invoices';
import type { InvoiceChanges } from '@dealbill/server/shared/contract/invoice-changes';
import { createContext, useContext } from 'react';
import { flushSync } from 'react-dom';
import { type StoreApi, useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { InvoiceDocument } from '../../editor/document.ts';
import { openedState } from '../../editor/document-reducer.ts';
import { type Editor, openEditor } from '../../editor/editor-store.ts';
import { confirmInHost } from '../../host/dialogs.ts';
import type { InvoiceContext } from '../../host/read-context.ts';
import { api } from '../../lib/api.ts';
import { type ApiError, asApiError, type WebErrorCode } from '../../lib/api-error.ts';
import { focusField } from '../../ui/focus/focus-field.ts';
import { type ChangedMeanwhile, changedMeanwhile } from './changed-meanwhile.ts';
import { changesOf, isUnchanged } from './changes-of.ts';
import { checkEdit } from './check-edit.ts';
import { companyOf, documentOf, pathInDocument } from './edit-document.ts';
import { type EditAction, type EditNotice, type EditState, reduceEdit } from './edit-state.ts';
import { mergeDocuments } from './merge-documents.ts';
import { overBillingQuestion } from './over-billing-question.ts';
import type { OpenedEdit } from './proposed-lines.ts';
import { linesAreLeftOut, takeUp } from './restore-edit.ts';
import { forgetEdit, storeEdit } from './stored-edit.ts';

/** After these errors it is unknown whether the request was carried out. */
const silent = new Set<WebErrorCode>(['offline', 'internal', 'not_recorded']);
/** The invoice has changed since the values were typed. */
const outdated = new Set<WebErrorCode>(['invoice_changed', 'not_possible']);
/** Errors after which the user can only save again. */
const passing = new Set<WebErrorCode>([
  'quickbooks_busy',
  'quickbooks_unavailable',
  'rate_limited',
  'storage_unavailable',
]);

/** An invoice that is edited: its document, its state, and what can be done with it. */
export type EditSession = {
  context: InvoiceContext;
  invoiceId: string;
  editor: Editor;
  state: StoreApi<EditState>;
  dispatch: (action: EditAction) => void;
  /** The typed changes, as they would be sent. */
  changes: () => InvoiceChanges;
  /** Discards the typed values and shows those of QuickBooks. */
  forget: () => void;
  /** Shows the review, or the first problem. */
  review: () => void;
  /** Asks before over-billing, sends once, and keeps everything typed on a failure. */
  save: () => Promise<void>;
  /** Continues once the row says that nothing is being checked. */
  settled: (row: InvoiceRow) => Promise<void>;
  /** Starts storing the edit while it is typed; returns the function to stop. */
  start: () => () => void;
};

type Opened = {
  context: InvoiceContext;
  /** The invoice as read, with an unsaved edit. */
  page: InvoicePage;
  proposed: OpenedEdit['proposed'];
  saved: () => void;
};

/** The notice of a form that does not start from the invoice alone. */
const firstNotice = ({ page, proposed }: OpenedEdit): EditNotice | null => {
  if (proposed) return { kind: 'proposed', of: proposed.of, applied: proposed.applied };
  return page.unsaved && { kind: 'taken_up', withoutLines: linesAreLeftOut(page) };
};

export const openEdit = ({ context, page: opened, proposed, saved }: Opened): EditSession => {
  const invoiceId = opened.invoice.id;
  const one = { context, invoiceId };
  const state = createStore<EditState>(() => ({
    page: opened,
    step: 'form',
    notice: firstNotice({ page: opened, proposed }),
    saving: false,
  }));
  const dispatch = (action: EditAction) => state.setState(reduceEdit(state.getState(), action));
  const pageNow = () => state.getState().page;

  const changesTo = latest(changesOf);
  const editor = openEditor({
    context,
    opened: openedState({
      document: takeUp(opened, proposed?.items),
      company: companyOf(opened),
      linesCanChange: opened.linesCanChange,
      discountsCanChange: false,
      canChooseClasses: false,
    }),
    check: ({ document }) => checkEdit(pageNow(), document, changesTo(pageNow(), document)),
  });
  const typed = () => editor.state.getState().document;
  const changes = () => changesTo(pageNow(), typed());

  /** Until the user discards the lines of the deal. */
  let appliesDeal = proposed?.appliesDeal ?? null;
  let isBusy = false;
  /**
   * True when no response arrived: then the invoice row alone does not show whether the edit was
   * saved.
   */
  let isUnanswered = false;

  const show = (page: InvoicePage, document: InvoiceDocument) => {
    dispatch({ type: 'page_read', page });
    editor.dispatch({
      type: 'document_replaced',
      document,
      company: companyOf(page),
      linesCanChange: page.linesCanChange,
    });
  };

  const backToForm = (notice: EditNotice | null) => dispatch({ type: 'back_to_form', notice });

  /** Merges QuickBooks' new values below the typed ones. */
  const takeOver = (now: InvoicePage): ChangedMeanwhile[] => {
    const rows = changedMeanwhile(pageNow(), now, typed());
    show(now, mergeDocuments(pageNow(), now, typed()));
    return rows;
  };

  /** Reads the invoice again after it turned out to have changed. */
  const readAnew = async (error: ApiError) => {
    const before = pageNow();
    const now = await api.invoices.show(one).catch(asApiError);
    if (now instanceof Error) return backToForm({ kind: 'failed', error: now });
    const rows = takeOver(now);
    if (now.invoice.checking) return dispatch({ type: 'step', step: 'busy' });
    if (!now.invoice.can.includes('edit')) return backToForm({ kind: 'gone' });
    if (rows.length === 0 && before.linesCanChange && !now.linesCanChange) {
      return backToForm({ kind: 'paid' });
    }
    if (error.code === 'invoice_changed' || rows.length > 0) {
      return backToForm({ kind: 'changed', rows });
    }
    backToForm({ kind: 'failed', error });
  };

  const refuse = ({ fields }: ApiError) => {
    const errors = fields.map((error) => ({ ...error, path: pathInDocument(error.path) }));
    editor.dispatch({ type: 'refused', errors });
    editor.dispatch({ type: 'all_shown' });
  };

  const failed = async (error: ApiError) => {
    if (error.code === 'invoice_busy') return dispatch({ type: 'step', step: 'busy' });
    if (outdated.has(error.code)) return readAnew(error);
    if (silent.has(error.code)) {
      isUnanswered = true;
      return dispatch({ type: 'step', step: 'checking' });
    }
    if (error.code === 'invalid_input') refuse(error);
    if (passing.has(error.code)) dispatch({ type: 'notice', notice: { kind: 'failed', error } });
    else backToForm({ kind: 'failed', error });
  };

  const send = async () => {
    dispatch({ type: 'notice', notice: null });
    isUnanswered = false;
    try {
      const input = {
        ...one,
        seen: pageNow().seen,
        changes: changes(),
        ...(appliesDeal !== null && { appliesDeal }),
      };
      const { invoice } = await api.invoices.edit(input);
      // Saved, or stored by the server until the outcome is known.
      forgetEdit(invoiceId);
      if (invoice.checking) dispatch({ type: 'step', step: 'checking' });
      else saved();
    } catch (thrown) {
      await failed(asApiError(thrown));
    }
  };

  return {
    ...one,
    editor,
    state,
    dispatch,
    changes,
    forget() {
      appliesDeal = null;
      show(pageNow(), documentOf(pageNow()));
      dispatch({ type: 'notice', notice: null });
    },
    review() {
      if (isUnchanged(changes()) || state.getState().notice?.kind === 'gone') return;
      const locked = changes().lines && !pageNow().linesCanChange;
      const first = locked ? 'lines' : editor.checkNow().problems[0]?.path;
      if (first === undefined) {
        dispatch({ type: 'notice', notice: null });
        return dispatch({ type: 'step', step: 'review' });
      }
      editor.dispatch({ type: 'all_shown' });
      // The marks are rendered first, so that screen readers announce the focused field with its
      // error.
      requestAnimationFrame(() => focusField(first));
    },
    async save() {
      if (isBusy) return;
      isBusy = true;
      const stood = document.activeElement;
      flushSync(() => dispatch({ type: 'saving', saving: true }));
      try {
        const question = overBillingQuestion(pageNow(), typed());
        if (question === null || (await confirmInHost(question))) return await send();
        flushSync(() => dispatch({ type: 'saving', saving: false }));
        if (stood instanceof HTMLElement) stood.focus();
      } finally {
        isBusy = false;
        dispatch({ type: 'saving', saving: false });
      }
    },
    async settled(row) {
      const { step } = state.getState();
      // A voided or deleted invoice no longer shows whether it was edited.
      const applied = row.notDone !== 'edit' && row.notKnown !== 'edit' && row.can.includes('edit');
      const surely = step === 'checking' && !isUnanswered && applied;
      if (surely) return saved();
      const now = await api.invoices.show(one).catch(() => null);
      if (!now) return;
      const nothingLeft = isUnchanged(changesOf(now, typed()));
      if (step === 'checking' && nothingLeft) return saved();
      const rows = takeOver(now);
      if (!now.invoice.can.includes('edit')) return backToForm({ kind: 'gone' });
      if (step === 'checking') return backToForm({ kind: 'not_saved' });
      backToForm(rows.length > 0 ? { kind: 'changed', rows } : null);
    },
    start() {
      const store = () => {
        const isGone = state.getState().notice?.kind === 'gone';
        const nothing = isGone || isUnchanged(changes());
        storeEdit(invoiceId, nothing ? null : { changes: changes(), seen: pageNow().seen });
      };
      const takeTerms = () => {
        const { terms } = editor.state.getState().company;
        if (terms !== pageNow().terms) dispatch({ type: 'terms_changed', terms });
      };
      store();
      const stops = [
        editor.checked.subscribe(store),
        state.subscribe(store),
        editor.state.subscribe((now, before) => {
          if (now.company !== before.company) takeTerms();
        }),
      ];
      window.addEventListener('pagehide', store);
      return () => {
        for (const stop of stops) stop();
        window.removeEventListener('pagehide', store);
      };
    },
  };
};

/** Remembers the last result, because several readers ask for the same page and document. */
const latest = <A, B, R>(compute: (a: A, b: B) => R): ((a: A, b: B) => R) => {
  let last: { a: A; b: B; result: R } | null = null;
  return (a, b) => {
    if (last?.a !== a || last.b !== b) last = { a, b, result: compute(a, b) };
    return last.result;
  };
};

export const EditContext = createContext<EditSession | null>(null);

export const useEdit = (): EditSession => {
  const session = useContext(EditContext);
  if (!session) throw new Error('useEdit must be called inside <EditContext>');
  return session;
};

/** Part of the edit's state; renders when `select` returns another value. */
export const useEditState = <T>(select: (state: EditState) => T): T =>
  useStore(useEdit().state, select);

/** True when saving would change nothing. */
export const useIsUnchanged = (): boolean => {
  const { editor, changes } = useEdit();
  return useStore(editor.checked, () => isUnchanged(changes()));
};
