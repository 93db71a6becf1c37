import type { Candidate } from '@dealbill/server/contract/customers';
import { flushSync } from 'react-dom';
import { TroubleNotice } from '../../customers/lost-customer-notice.tsx';
import type { EditorAction } from '../../editor/document-reducer.ts';
import { useEdited, useEditor } from '../../editor/editor-store.ts';
import { ReactivateButton } from '../../editor/reactivate-button.tsx';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { focusField } from '../../ui/focus/focus-field.ts';
import { useDraft } from '../draft-session.ts';
import { lostCustomer } from './lost-customer.ts';
import { useCandidates } from './use-candidates.ts';

/**
 * Explains why the linked or selected customer can no longer be invoiced, and offers its
 * replacement.
 */
export function LostNotice() {
  const { opened } = useDraft();
  const { state, dispatch } = useEditor();
  const candidates = useCandidates();
  const customer = useEdited(({ document }) => document.customer);
  const reactivated = useEdited((state) => state.reactivatedCustomer);
  const lost = lostCustomer(opened, customer, reactivated);
  if (!lost) return null;
  const choose = (action: EditorAction, hasFocus = true) => {
    flushSync(() => {
      dispatch(action);
      dispatch({ type: 'choosing_customer', choosing: false });
    });
    if (hasFocus) focusField('customer.choice');
  };
  /** Leaves another customer, chosen before QuickBooks answered, as it is. */
  const reactivate = (action: EditorAction, hasFocus: boolean) => {
    flushSync(() => dispatch(action));
    const { choice } = state.getState().document.customer;
    if (choice.kind !== 'existing' || choice.id !== lost.customer.id) return;
    choose({ type: 'choosing_customer', choosing: false }, hasFocus);
  };
  const take = (other: Candidate) => choose({ type: 'customer_chosen', row: other });
  return (
    <TroubleNotice
      customer={lost.customer.name}
      trouble={lost.trouble}
      openUrl={lost.openUrl}
      candidates={candidates}
      takeOver={(other) => (
        <Button onClick={() => take(other)}>
          {m.drafts_customer_take_over({ customer: other.name })}
        </Button>
      )}
      reactivate={
        <ReactivateButton
          record={{ kind: 'reactivate', of: 'customer', ...lost.customer }}
          text={m.drafts_customer_reactivate()}
          done={reactivate}
        />
      }
      goneText={m.drafts_customer_gone_text()}
    />
  );
}
