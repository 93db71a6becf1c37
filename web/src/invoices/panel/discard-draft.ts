import { confirmInHost, showSnackbar } from '../../host/dialogs.ts';
import { api } from '../../lib/api.ts';
import { asApiError } from '../../lib/api-error.ts';
import { messagesFor } from '../../lib/error-messages.ts';
import { m } from '../../messages/compiled/messages.js';
import { rereadInvoices } from '../queries.ts';

type Discarded = { id: string; version: number };

/** Asks, discards the draft in the version the panel shows, and reports the outcome. */
export const discardDraft = async ({ id: draftId, version }: Discarded): Promise<void> => {
  const sure = await confirmInHost({
    title: m.drafts_discard_title(),
    description: m.drafts_discard_text(),
    okText: m.drafts_discard(),
    cancelText: m.drafts_discard_keep(),
    okColor: 'negative',
  });
  if (!sure) return;
  try {
    await api.drafts.discard({ draftId, version });
    void showSnackbar(m.drafts_discarded());
  } catch (thrown) {
    const { code, details } = asApiError(thrown);
    const { title } = messagesFor(code, details);
    void showSnackbar(m.drafts_discard_failed({ reason: title }));
  }
  await rereadInvoices();
};
