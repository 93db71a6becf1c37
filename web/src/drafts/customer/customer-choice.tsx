import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { useController } from 'react-hook-form';
import { CustomerCards } from '../../customers/customer-cards.tsx';
import styles from '../../customers/customer-choice.module.css';
import { CustomerSearch } from '../../customers/customer-search.tsx';
import { SimilarCustomerWarning } from '../../customers/similar-customer-warning.tsx';
import { m } from '../../messages/compiled/messages.js';
import { useErrorAt, useOpenDraft } from '../draft-form-context.ts';
import { ChosenCustomer } from './chosen-customer.tsx';
import { NewCustomer } from './new-customer.tsx';
import { similarCustomers } from './similar-customers.ts';
import { useCandidates, useChooseCustomer } from './use-candidates.ts';

/** Selects the customer: candidates side by side, all others by search, or a new one. */
export function CustomerChoice() {
  const { opened, content, choosing } = useOpenDraft();
  const errorAt = useErrorAt();
  const candidates = useCandidates();
  const choose = useChooseCustomer();
  const { field } = useController<DraftContent, 'customer.choice'>({ name: 'customer.choice' });
  const choice = field.value;
  const chosen = choice.kind === 'existing' ? choice : null;
  const known = candidates.find(({ id }) => chosen?.id === id);
  if (!choosing && chosen) return <ChosenCustomer choice={chosen} row={known} />;
  const firstPath = { 'data-path': 'customer.choice' };
  const alike = similarCustomers(content, candidates).length;
  return (
    <fieldset className={styles.choice} aria-describedby="customer-choice-help">
      <legend className={styles.legend}>{m.drafts_customer_choice()}</legend>
      <ChoiceHelp
        error={choice.kind === 'none' ? errorAt('customer.choice') : undefined}
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
          onChange={field.onChange}
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
