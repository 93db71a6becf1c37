import type { DraftForm, DraftStatus } from '@dealbill/server/contract/drafts';
import type { Delivery } from '@dealbill/server/shared/checks/check-delivery';
import { createContext, useContext } from 'react';
import { type StoreApi, useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { openedState } from '../editor/document-reducer.ts';
import { type Editor, openEditor } from '../editor/editor-store.ts';
import { api } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { checkNewInvoice } from './check-new-invoice.ts';
import { creationOf } from './creation.ts';
import { readRecipients } from './customer/read-recipients.ts';
import { readExchangeRates } from './details/read-exchange-rates.ts';
import { saveDraft } from './draft-saving.ts';
import { type DraftAction, type DraftState, reduceDraft } from './draft-state.ts';
import { readKnownRecords } from './preflight/read-known-records.ts';
import { startingContent } from './starting-content.ts';
import type { OpenedForm } from './unsaved-draft.ts';

/** An opened draft: its document, its state, and what can be done with it. */
export type DraftSession = {
  opened: DraftForm;
  editor: Editor;
  state: StoreApi<DraftState>;
  dispatch: (action: DraftAction) => void;
  saving: ReturnType<typeof saveDraft>['queue'];
  /** Requests QuickBooks' exchange rate again. */
  readRateAgain: () => void;
  create: (delivery?: Delivery) => Promise<void>;
  /** Shows the review, or the first problem of the form. */
  review: () => void;
  /** Shows the draft's new status; `elsewhere` is true when another window sent it. */
  accept: (status: DraftStatus, elsewhere?: boolean) => void;
  /** Overwrites the version that another window or user saved with the content typed here. */
  keepMine: () => Promise<void>;
  /** Starts saving and reading rates while the document is typed; returns the function to stop. */
  start: () => () => void;
};

export const openSession = ({ form: opened, restored }: OpenedForm): DraftSession => {
  const draftId = opened.status.id;
  const document = restored ? opened.content : startingContent(opened);
  const editor = openEditor({
    context: { of: 'deal', id: opened.deal.id },
    opened: openedState({
      document,
      company: opened.profile,
      known: opened.known,
      usualRecipients: opened.usualRecipients,
    }),
    check: (state) => checkNewInvoice(state, opened),
  });
  const state = createStore<DraftState>(() => ({
    status: opened.status,
    elsewhere: false,
    saved: opened.savedAt === null ? { kind: 'untouched' } : { kind: 'saved', at: opened.savedAt },
    creating: false,
    reviewing: false,
    setback: null,
    restored,
  }));
  const dispatch = (action: DraftAction) => state.setState(reduceDraft(state.getState(), action));

  const saving = saveDraft(opened, (saved) => {
    dispatch({ type: 'save_state', saved });
    const isBusy = saved.kind === 'failed' && asApiError(saved.error).code === 'draft_busy';
    // Another window is sending this draft: shows its status instead of a form that cannot be saved.
    if (isBusy)
      void api.drafts.status({ draftId }).then(
        (next) => accept(next, true),
        () => {},
      );
  });
  const rates = readExchangeRates(editor, opened);
  const records = readKnownRecords(editor, opened, { isKnown: !restored });

  const refuse = ({ refusal }: DraftStatus) => {
    editor.dispatch({ type: 'refused', errors: refusal?.fields ?? [] });
    if (refusal) editor.dispatch({ type: 'all_shown' });
    // The server has read the item that has the name.
    if (refusal?.fields.some(({ problem }) => problem === 'item_name_taken')) void records.again();
  };

  const accept = (next: DraftStatus, elsewhere = false) => {
    dispatch({ type: 'status_known', status: next, elsewhere });
    // The server has the content that was sent.
    if (next.state !== 'editing') return saving.queue.forget();
    refuse(next);
    saving.queue.resume(next.version);
  };

  const { create, review } = creationOf({
    opened,
    editor,
    saving: saving.queue,
    ready: rates.settled,
    readAgain: records.again,
    dispatch,
    accept,
  });

  editor.dispatch({ type: 'refused', errors: opened.status.refusal?.fields ?? [] });

  return {
    opened,
    editor,
    state,
    dispatch,
    saving: saving.queue,
    readRateAgain: rates.again,
    create,
    review,
    accept,
    async keepMine() {
      try {
        const next = await api.drafts.status({ draftId });
        saving.queue.changed(editor.state.getState().document);
        dispatch({ type: 'set_back', setback: null });
        accept(next);
      } catch (error) {
        dispatch({ type: 'set_back', setback: { kind: 'failed', error: asApiError(error) } });
      }
    },
    start() {
      const stops = [saving.start(editor), rates.start(), records.start(), readRecipients(editor)];
      if (restored) {
        saving.queue.changed(document);
        void saving.queue.flush();
      }
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
};

export const DraftContext = createContext<DraftSession | null>(null);

export const useDraft = (): DraftSession => {
  const session = useContext(DraftContext);
  if (!session) throw new Error('useDraft must be called inside <DraftContext>');
  return session;
};

/** Part of the draft's state; renders when `select` returns another value. */
export const useDraftState = <T>(select: (state: DraftState) => T): T =>
  useStore(useDraft().state, select);
