import { confirmInHost, showSnackbar } from '../host/dialogs.ts';
import type { PanelContext } from '../host/read-context.ts';
import { api } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { m } from '../messages/compiled/messages.js';

/** Asks in Pipedrive's dialog, stating what stays. */
export const reallyUnlink = (customer: string): Promise<boolean> =>
  confirmInHost({
    title: m.customers_unlink_title({ customer }),
    description: m.customers_unlink_text(),
    okText: m.customers_unlink(),
    cancelText: m.customers_unlink_keep(),
    okColor: 'primary',
  });

/**
 * Unlinks the customer from the panel: asks, unlinks, and reports the outcome. `changed` reloads
 * the panel.
 */
export const unlinkFromPanel = async (
  context: PanelContext,
  customer: string,
  changed: () => void,
): Promise<void> => {
  if (!(await reallyUnlink(customer))) return;
  try {
    await api.customers.unlink({ context });
    await showSnackbar(m.customers_unlinked({ customer }));
  } catch (thrown) {
    const { code, details } = asApiError(thrown);
    await showSnackbar(messagesFor(code, details).title);
  } finally {
    changed();
  }
};
