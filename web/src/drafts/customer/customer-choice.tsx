import type { CustomerRow } from '@dealbill/server/shared/contract/picker-rows';
import { CustomerCards } from '../../customers/customer-cards.tsx';
import styles from '../../customers/customer-choice.module.css';
import { CustomerSearch } from '../../customers/customer-search.tsx';
import { SimilarCustomerWarning } from '../../customers/similar-customer-warning.tsx';
import { useEdited, useEditor, useErrorAt } from '../../editor/editor-store.ts';
import { m } from '../../messages/compiled/messages.js';
import { useDraft } from '../draft-session.ts';
import { ChosenCustomer } from './chosen-customer.tsx';
import { NewCustomer } from './new-customer.tsx';
import { similarCustomers } from './similar-customers.ts';
import { useCandidates } from './use-candidates.ts';

/** Selects the customer: candidates side by side, all others by search, or a new one. */
export function CustomerChoice() {
  const { opened } = useDraft();
  const { dispatch } = useEditor();
  const error = useErrorAt('customer.choice');
  const candidates = useCandidates();
  const choice = useEdited(({ document }) => document.customer.choice);
  const choosing = useEdited(({ choosingCustomer }) => choosingCustomer);
  const currency = useEdited(({ document }) => document.details.currency);
  const choose = (row: CustomerRow) => dispatch({ type: 'customer_chosen', row });
  const chosen = choice.kind === 'existing' ? choice : null;
  const known = candidates.find(({ id }) => chosen?.id === id);
  if (!choosing && chosen) return <ChosenCustomer choice={chosen} row={known} />;
  const firstPath = { 'data-path': 'customer.choice' };
  const alike = similarCustomers(choice, currency, candidates).length;
  return (
    <fieldset className={styles.choice} aria-describedby="customer-choice-help">
      <legend className={styles.legend}>{m.editor_customer_choice()}</legend>
      <ChoiceHelp
        error={choice.kind === 'none' ? error : undefined}
        candidates={candidates.length}
        alike={alike}
      />
      <CustomerCards
        candidates={candidates}
        chosen={chosen}
        choose={choose}
        first={firstPath}
        compared={alike > 0}
      >
        <NewCustomer
          choice={choice}
          compared={alike > 0}
          input={candidates.length === 0 && !chosen ? firstPath : {}}
        />
      </CustomerCards>
      <CustomerSearch context={{ of: 'deal', id: opened.deal.id }} onPick={choose} />
    </fieldset>
  );
}

type ChoiceHelpProps = { error: string | undefined; candidates: number; alike: number };

/**
 * The error of the choice, else the warning about similar customers, else the number of candidates.
 */
function ChoiceHelp({ error, candidates, alike }: ChoiceHelpProps) {
  const id = 'customer-choice-help';
  if (alike > 0) {
    return <SimilarCustomerWarning id={id} count={alike} />;
  }
  return (
    <p id={id} className={error ? styles.error : styles.help}>
      {error ??
        (candidates > 0
          ? m.customers_choose_help({ count: candidates })
          : m.drafts_customer_none_alike())}
    </p>
  );
}
