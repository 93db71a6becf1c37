import { confirmInHost, showSnackbar } from '../host/dialogs.ts';
import type { PanelPlace } from '../host/read-place.ts';
import { api } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { wordsFor } from '../lib/error-words.ts';
import { m } from '../words/compiled/messages.js';

/** Asks in Pipedrive's own dialog, saying what stays. */
export const reallyUnlink = (customer: string): Promise<boolean> =>
  confirmInHost({
    title: m.customers_unlink_title({ customer }),
    description: m.customers_unlink_text(),
    okText: m.customers_unlink(),
    cancelText: m.customers_unlink_keep(),
    okColor: 'primary',
  });

/** Unlinks from the panel: asks, does it, says how it ended. `changed` reads the panel again. */
export const unlinkFromPanel = async (
  place: PanelPlace,
  customer: string,
  changed: () => void,
): Promise<void> => {
  if (!(await reallyUnlink(customer))) return;
  try {
    await api.customers.unlink({ place });
    await showSnackbar(m.customers_unlinked({ customer }));
  } catch (thrown) {
    const { code, details } = asApiError(thrown);
    await showSnackbar(wordsFor(code, details).title);
  } finally {
    changed();
  }
};
