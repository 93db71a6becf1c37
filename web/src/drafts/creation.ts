import type { DraftForm, DraftStatus } from '@dealbill/server/contract/drafts';
import { checkDelivery, type Delivery } from '@dealbill/server/shared/checks/check-delivery';
import { checkDraft } from '@dealbill/server/shared/checks/check-draft';
import { isFromMirror } from '@dealbill/server/shared/checks/check-known';
import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import type { FieldError } from '@dealbill/server/shared/contract/error-body';
import { flushSync } from 'react-dom';
import type { Editor } from '../editor/editor-store.ts';
import { problemsPath } from '../editor/problem-list.tsx';
import { api } from '../lib/api.ts';
import { ApiError, asApiError, type WebErrorCode } from '../lib/api-error.ts';
import { instantNow } from '../lib/clock.ts';
import { inContent } from '../ui/fields/field-path.ts';
import { focusField } from '../ui/focus/focus-field.ts';
import { billedEntry } from './billed-entry.ts';
import { estimateProblems, profileNow } from './check-new-invoice.ts';
import { mayCreateCustomer } from './customer/ask-similar-customers.ts';
import type { DraftAction, Setback } from './draft-state.ts';
import { addsAnotherInvoice } from './preflight/adds-another-invoice.ts';
import { exceedsDeal } from './preflight/exceeds-deal.ts';

/** After these errors only the draft's status shows whether the invoice was sent. */
const silent = new Set<WebErrorCode>(['offline', 'internal', 'not_recorded']);

type Steps = {
  opened: DraftForm;
  editor: Editor;
  saving: { hold: () => Promise<number>; resume: (from: number) => void };
  /** Resolves once no request that the invoice needs is pending. */
  ready: () => Promise<void>;
  /** Reads again what is a problem only in the mirror of QuickBooks. */
  readAgain: () => Promise<void>;
  /** Shows the draft's new status; `elsewhere` is true when another window sent it. */
  accept: (status: DraftStatus, elsewhere?: boolean) => void;
  dispatch: (action: DraftAction) => void;
};

/**
 * Runs *Create*: checks the form, asks before over-billing, stops saving, and sends once. Every
 * outcome leads to a screen or back to the form.
 */
export const creationOf = (steps: Steps) => {
  const { opened, editor, saving, ready, readAgain, accept, dispatch } = steps;
  const draftId = opened.status.id;
  const agreed = new Set<string>();
  let isBusy = false;
  /** True once this window has sent the draft: a later response may then concern that request. */
  let isSent = false;
  /** True while the form shows what *Create and send* or *Create and mark* lacked. */
  let isMissing = false;
  /** Instant up to which the user knows the deal's invoices. */
  let knownAt = opened.openedAt;

  const setCreating = (creating: boolean) =>
    flushSync(() => dispatch({ type: 'creating', creating }));
  const setSetback = (setback: Setback | null) => dispatch({ type: 'set_back', setback });

  const failed = async (thrown: unknown, version: number) => {
    const error = asApiError(thrown);
    if (silent.has(error.code)) {
      const answer = { version, since: instantNow() };
      return setSetback({ kind: 'lost', answer });
    }
    setSetback(error.code === 'draft_busy' ? { kind: 'another' } : { kind: 'failed', error });
    // Another window or user saved this draft; saving stops until the user decides which version to
    // keep.
    if (error.code === 'draft_changed') return;
    const status = await api.drafts.status({ draftId }).catch(() => null);
    if (status) accept(status);
    else saving.resume(version);
    // The server may know more than the form did, such as a number that was used meanwhile.
    const [first] = error.fields;
    if (!first) return;
    editor.dispatch({ type: 'refused', errors: error.fields });
    showProblem({ ...first, path: inContent(first.path) });
  };

  /** Marks all problems in the form and focuses the first one. */
  const showProblem = ({ path }: FieldError) => {
    dispatch({ type: 'reviewing', reviewing: false });
    editor.dispatch({ type: 'all_shown' });
    // The marks are rendered first, so that screen readers announce the focused field with its
    // error.
    requestAnimationFrame(() => focusField(path) || focusField(problemsPath));
  };

  /** What stands in the way of creating the invoice, from top to bottom. */
  const problemsNow = (): FieldError[] => {
    const state = editor.state.getState();
    return [
      ...checkDraft(state.document, profileNow(state, opened), undefined, state.known),
      ...estimateProblems(state, opened),
    ];
  };

  /** Forgets what the last way to create lacked, because the next may not need it. */
  const forgetMissing = () => {
    if (!isMissing) return;
    isMissing = false;
    editor.dispatch({ type: 'refused', errors: [] });
  };

  const send = async (delivery: Delivery) => {
    // Typing is disabled from here on, so that the confirmed content is the content sent.
    const stood = document.activeElement;
    setCreating(true);
    await ready();
    forgetMissing();
    const content: DraftContent = editor.state.getState().document;
    const missing = checkDelivery(content, delivery);
    let problems = [...problemsNow(), ...missing];
    if (problems.length > 0 && problems.every(({ problem }) => isFromMirror(problem))) {
      await readAgain();
      problems = problemsNow();
    }
    const [first] = problems;
    if (first) {
      setCreating(false);
      if (missing.length > 0) {
        isMissing = true;
        editor.dispatch({ type: 'refused', errors: missing });
      }
      return showProblem(first);
    }
    if (!(await exceedsDeal(content, opened))) {
      setCreating(false);
      if (stood instanceof HTMLElement) stood.focus();
      return;
    }
    setSetback(null);
    if (!(await mayCreateCustomer(opened, content, agreed))) {
      setCreating(false);
      dispatch({ type: 'reviewing', reviewing: false });
      return requestAnimationFrame(() => focusField('customer.choice'));
    }
    const version = await saving.hold();
    if (await isOffline()) {
      setSetback({ kind: 'failed', error: new ApiError('offline') });
      saving.resume(version);
      return setCreating(false);
    }
    if (await sendOnce(content, version, delivery)) return;
    saving.resume(version);
    setCreating(false);
    if (stood instanceof HTMLElement) stood.focus();
  };

  /**
   * True when nothing can be sent, so that the form stays open. Browsers sometimes say so wrongly;
   * then the server answers.
   */
  const isOffline = async (): Promise<boolean> => {
    if (navigator.onLine) return false;
    const error = await api.drafts.status({ draftId }).then(() => null, asApiError);
    return error?.code === 'offline';
  };

  /** Resolves to false when the user cancels because the deal has another invoice. */
  const sendOnce = async (
    content: DraftContent,
    version: number,
    delivery: Delivery,
  ): Promise<boolean> => {
    const input = {
      draftId,
      dealId: opened.deal.id,
      version,
      content,
      knownAt,
      delivery,
      ...billedEntry(opened),
    };
    try {
      const sentFromHere = isSent;
      isSent = true;
      const { already, ...status } = await api.drafts.create(input);
      accept(status, already && !sentFromHere);
      return true;
    } catch (thrown) {
      const { code, details } = asApiError(thrown);
      if (code !== 'deal_billed_meanwhile' || !details.since) {
        await failed(thrown, version);
        return true;
      }
      if (!(await addsAnotherInvoice(content, opened))) return false;
      knownAt = details.since;
      return sendOnce(content, version, delivery);
    }
  };

  const create = async (delivery: Delivery = 'none') => {
    if (isBusy) return;
    isBusy = true;
    try {
      await send(delivery);
    } finally {
      isBusy = false;
      dispatch({ type: 'creating', creating: false });
    }
  };

  const review = () => {
    forgetMissing();
    const [first] = problemsNow();
    if (first) showProblem(first);
    else dispatch({ type: 'reviewing', reviewing: true });
  };

  return { create, review };
};
