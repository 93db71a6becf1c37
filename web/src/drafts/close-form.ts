import { confirmInHost, showSnackbar } from '../host/dialogs.ts';
import { api } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { m } from '../messages/compiled/messages.js';
import type { DraftSession } from './draft-session.ts';

/** Longest wait for the last save before closing. */
const patienceMs = 3000;

const impatience = () =>
  new Promise<false>((resolve) => {
    setTimeout(() => resolve(false), patienceMs);
  });

const closeUnsaved = (isStored: boolean) =>
  confirmInHost({
    title: m.drafts_cancel_unkept_title(),
    description: isStored ? m.drafts_cancel_stored_text() : m.drafts_cancel_unkept_text(),
    okText: m.drafts_cancel_unkept_yes(),
    cancelText: m.drafts_cancel_unkept_no(),
    okColor: isStored ? 'primary' : 'negative',
  });

const reallyDiscard = () =>
  confirmInHost({
    title: m.drafts_discard_title(),
    description: m.drafts_discard_text(),
    okText: m.drafts_discard(),
    cancelText: m.drafts_discard_keep(),
    okColor: 'negative',
  });

/** Closes the form without an invoice, keeping or discarding the draft. */
export const closingOf = ({ saving, state, dispatch }: DraftSession, close: () => void) => {
  const isUntouched = () => state.getState().saved.kind === 'untouched';

  const cancel = async () => {
    const kept = await Promise.race([saving.flush(), impatience()]);
    if (!kept && !(await closeUnsaved(saving.store()))) return;
    if (kept && !isUntouched()) void showSnackbar(m.drafts_cancel_kept());
    close();
  };

  const discard = async () => {
    if (!(await reallyDiscard())) return;
    const version = await saving.hold();
    const { saved, status } = state.getState();
    // A draft that was never saved need not be discarded.
    const mayBeKept = version > 0 || saved.kind === 'waiting';
    try {
      if (mayBeKept) await api.drafts.discard({ draftId: status.id, version });
    } catch (thrown) {
      const error = asApiError(thrown);
      if (error.code !== 'not_found') {
        saving.resume(version);
        return dispatch({ type: 'set_back', setback: { kind: 'failed', error } });
      }
    }
    saving.forget();
    void showSnackbar(m.drafts_discarded());
    close();
  };

  return { cancel, discard };
};
