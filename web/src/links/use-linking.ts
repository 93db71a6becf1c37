import { useState } from 'react';
import { showSnackbar } from '../host/dialogs.ts';
import { api } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { wordsFor } from '../lib/error-words.ts';
import { m } from '../words/compiled/messages.js';

/** Links and unlinks invoices to a deal, to none while that is null; `changed` reads again what shows them. */
export const useLinking = (dealId: number | null, changed: () => Promise<unknown>) => {
  const [busy, setBusy] = useState<ReadonlySet<string>>(new Set());

  const act = async (kind: 'link' | 'unlink', invoiceIds: string[]): Promise<void> => {
    if (dealId === null) return;
    setBusy(new Set(invoiceIds));
    try {
      await api.links[kind]({ dealId, invoiceIds });
      const count = invoiceIds.length;
      await showSnackbar(kind === 'link' ? m.links_linked({ count }) : m.links_unlinked({ count }));
    } catch (thrown) {
      const { code, details } = asApiError(thrown);
      await showSnackbar(wordsFor(code, details).title);
    } finally {
      await changed();
      setBusy(new Set());
    }
  };

  return { busy, act };
};
