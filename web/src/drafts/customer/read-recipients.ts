import type { InvoiceDocument } from '../../editor/document.ts';
import type { Editor } from '../../editor/editor-store.ts';
import { api } from '../../lib/api.ts';

const customerIdOf = ({ customer: { choice } }: InvoiceDocument): string | null =>
  choice.kind === 'existing' ? choice.id : null;

/**
 * Reads the remembered recipients of each customer that is chosen; returns the function to stop.
 * After a failure the usual recipients stay.
 */
export const readRecipients = ({ context, state, dispatch }: Editor): (() => void) =>
  state.subscribe((now, before) => {
    const customerId = customerIdOf(now.document);
    if (customerId === null || customerId === customerIdOf(before.document)) return;
    void api.customers.recipients({ context, customerId }).then(
      ({ recipients }) => dispatch({ type: 'recipients_read', customerId, recipients }),
      () => {},
    );
  });
