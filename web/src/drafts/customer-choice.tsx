import type { CustomerRow } from '@dealbill/server/contract/customers';
import type { DraftContent } from '@dealbill/server/shared/draft-content';
import { useController } from 'react-hook-form';
import { m } from '../words/compiled/messages.js';
import { ChosenCustomer } from './chosen-customer.tsx';
import { CustomerCard } from './customer-card.tsx';
import styles from './customer-choice.module.css';
import { CustomerSearch } from './customer-search.tsx';
import { useErrorAt, useOpenDraft } from './draft-form-context.ts';
import { NewCustomer } from './new-customer.tsx';
import { useCandidates } from './use-candidates.ts';

const existing = ({ id, name, currency }: CustomerRow) =>
  ({ kind: 'existing', id, name, currency }) as const;

/** Which customer in QuickBooks: look-alikes side by side, all others by search, or a new one. */
export function CustomerChoice() {
  const { choosing } = useOpenDraft();
  const errorAt = useErrorAt();
  const candidates = useCandidates();
  const { field } = useController<DraftContent, 'customer.choice'>({ name: 'customer.choice' });
  const choice = field.value;
  const known = candidates.find(({ id }) => choice.kind === 'existing' && choice.id === id);
  if (!choosing && choice.kind === 'existing')
    return <ChosenCustomer choice={choice} row={known} />;
  const error = choice.kind === 'none' ? errorAt('customer.choice') : undefined;
  const firstPath = { 'data-path': 'customer.choice' };
  return (
    <fieldset className={styles.choice} aria-describedby="customer-choice-help">
      <legend className={styles.legend}>{m.drafts_customer_choice()}</legend>
      <p id="customer-choice-help" className={error ? styles.error : styles.help}>
        {error ??
          (candidates.length > 0
            ? m.drafts_customer_choose_help({ count: candidates.length })
            : m.drafts_customer_none_alike())}
      </p>
      <div className={styles.cards}>
        {candidates.map((row, index) => (
          <CustomerCard
            key={row.id}
            row={row}
            reason={row.reason}
            checked={known?.id === row.id}
            onChoose={() => field.onChange(existing(row))}
            input={index === 0 ? firstPath : {}}
          />
        ))}
        {choice.kind === 'existing' && !known ? (
          <CustomerCard
            row={{ ...choice, email: null, address: null }}
            reason="picked"
            checked
            onChoose={() => {}}
            input={candidates.length === 0 ? firstPath : {}}
          />
        ) : null}
        <NewCustomer
          choice={choice}
          onChange={field.onChange}
          input={candidates.length === 0 && choice.kind !== 'existing' ? firstPath : {}}
        />
      </div>
      <CustomerSearch onPick={(row) => field.onChange(existing(row))} />
    </fieldset>
  );
}
