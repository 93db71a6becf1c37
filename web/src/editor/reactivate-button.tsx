import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { api } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import type { EditorAction } from './document-reducer.ts';
import { useEditor } from './editor-store.ts';
import type { Reactivation } from './fixes.ts';
import styles from './problem-list.module.css';

type ReactivateButtonProps = {
  record: Reactivation;
  text: string;
  /** Called with what follows in the document, and whether the button still has the focus. */
  done: (action: EditorAction, hasFocus: boolean) => void;
};

/** Makes an inactive customer or item active in QuickBooks. */
export function ReactivateButton({ record, text, done }: ReactivateButtonProps) {
  const { context, state } = useEditor();
  const pressed = useRef<HTMLButtonElement>(null);
  const reactivating = useMutation({
    mutationFn: async (): Promise<EditorAction | null> => {
      if (record.of === 'customer') {
        const before = state.getState().document.customer.choice;
        const input = { context, customerId: record.id };
        const { customer } = await api.customers.reactivate(input);
        return customer && { type: 'customer_reactivated', row: customer, before };
      }
      const { item } = await api.items.reactivate({ context, itemId: record.id });
      return item && { type: 'item_reactivated', name: record.name, row: item };
    },
    onSuccess: (action) => {
      const hasFocus = pressed.current !== null && document.activeElement === pressed.current;
      if (action) done(action, hasFocus);
    },
  });
  const { error, data } = reactivating;
  return (
    <>
      <Button ref={pressed} busy={reactivating.isPending} onClick={() => reactivating.mutate()}>
        {text}
      </Button>
      <span role="status" className={styles.outcome}>
        {error
          ? failureText(error, record)
          : data === null
            ? m.editor_reactivate_checking({ name: record.name })
            : null}
      </span>
    </>
  );
}

const failureText = (error: Error, { name }: Reactivation): string => {
  const { code, details, fields } = asApiError(error);
  if (fields.length > 0) return m.editor_reactivate_name_taken({ name });
  const { title } = messagesFor(code, details);
  return m.editor_reactivate_failed({ reason: details.said ?? title });
};
