import type { Candidate } from '@dealbill/server/contract/customers';
import type { CustomerChoice } from '@dealbill/server/shared/contract/draft-content';
import { flushSync } from 'react-dom';
import { CustomerFacts } from '../../customers/customer-card.tsx';
import styles from '../../customers/customer-choice.module.css';
import { useEditor, useErrorAt } from '../../editor/editor-store.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { PersonIcon } from '../../ui/controls/icons.tsx';
import { focusField } from '../../ui/focus/focus-field.ts';

type ChosenCustomerProps = {
  choice: Extract<CustomerChoice, { kind: 'existing' }>;
  /** The candidate with this id, if it is one. */
  row: Candidate | undefined;
};

/** The selected customer with the reason, and a button to select another one. */
export function ChosenCustomer({ choice, row }: ChosenCustomerProps) {
  const { dispatch } = useEditor();
  const error = useErrorAt('customer.choice');
  return (
    <div className={styles.chosen}>
      <PersonIcon className={styles.person} />
      <div className={styles.facts}>
        <p className={styles.name}>{choice.name}</p>
        {row ? <CustomerFacts row={row} /> : null}
        {row?.reason === 'saved_link' ? (
          <p className={styles.help}>{m.drafts_customer_why_saved_link()}</p>
        ) : null}
        {error ? <p className={styles.error}>{error}</p> : null}
      </div>
      <Button
        data-path="customer.choice"
        onClick={() => {
          flushSync(() => dispatch({ type: 'choosing_customer', choosing: true }));
          focusField('customer.choice');
        }}
      >
        {m.drafts_customer_change()}
      </Button>
    </div>
  );
}
