import type { Candidate } from '@dealbill/server/contract/customers';
import { flushSync } from 'react-dom';
import { TroubleNotice } from '../../customers/lost-customer-notice.tsx';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { focusField } from '../../ui/focus/focus-field.ts';
import { useOpenDraft } from '../draft-form-context.ts';
import { lostCustomer } from './lost-customer.ts';
import { useCandidates, useChooseCustomer } from './use-candidates.ts';

/**
 * Explains why the linked or selected customer can no longer be invoiced, and offers its
 * replacement.
 */
export function LostNotice() {
  const { opened, content, setChoosing } = useOpenDraft();
  const candidates = useCandidates();
  const choose = useChooseCustomer();
  const lost = lostCustomer(opened, content);
  if (!lost) return null;
  const take = (other: Candidate) => {
    flushSync(() => {
      choose(other);
      setChoosing(false);
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
