import type { Candidate } from '@dealbill/server/contract/customers';
import { flushSync } from 'react-dom';
import { TroubleNotice } from '../../customers/lost-customer-notice.tsx';
import { useEdited, useEditor } from '../../editor/editor-store.ts';
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
  const { dispatch } = useEditor();
  const candidates = useCandidates();
  const customer = useEdited(({ document }) => document.customer);
  const lost = lostCustomer(opened, customer);
  if (!lost) return null;
  const take = (other: Candidate) => {
    flushSync(() => {
      dispatch({ type: 'customer_chosen', row: other });
      dispatch({ type: 'choosing_customer', choosing: false });
    });
    focusField('customer.choice');
  };
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
      goneText={m.drafts_customer_gone_text()}
    />
  );
}
