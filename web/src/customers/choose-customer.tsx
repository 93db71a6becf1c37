import type { Candidate } from '@dealbill/server/contract/customers';
import { type FormEvent, useState } from 'react';
import type { PanelContext } from '../host/read-context.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { type Chosen, CustomerCards } from './customer-cards.tsx';
import styles from './customer-choice.module.css';
import { CustomerSearch } from './customer-search.tsx';
import type { Linking } from './use-linking.ts';

type ChooseCustomerProps = {
  context: PanelContext;
  candidates: Candidate[];
  linkedCustomerId: string | undefined;
  linking: Linking;
  /** Absent when there is nothing to return to. */
  cancel?: () => void;
};

/** Selects the customer: candidates side by side with their reasons, and all others by search. */
export function ChooseCustomer(props: ChooseCustomerProps) {
  const { context, candidates, linkedCustomerId, linking, cancel } = props;
  const [chosen, setChosen] = useState<Chosen | null>(
    () => candidates.find(({ id }) => id === linkedCustomerId) ?? null,
  );
  const { busy, change } = linking;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (chosen && !busy) change(chosen);
  };
  return (
    <form onSubmit={submit} className={styles.choice}>
      <fieldset className={styles.choice} disabled={busy} aria-describedby="which-customer">
        <legend className={styles.legend}>{m.customers_choose()}</legend>
        <p id="which-customer" className={styles.help}>
          {helpFor(candidates, linkedCustomerId)}
        </p>
        <CustomerCards
          candidates={candidates}
          linkedCustomerId={linkedCustomerId}
          chosen={chosen}
          choose={setChosen}
        />
        <CustomerSearch context={context} onPick={setChosen} />
      </fieldset>
      <div className={styles.buttons}>
        <LinkButton linking={linking} disabled={!chosen || chosen.id === linkedCustomerId} />
        {cancel ? <Button onClick={cancel}>{m.common_cancel()}</Button> : null}
      </div>
    </form>
  );
}

/** Submits the selection of an existing customer. */
export function LinkButton({ linking, disabled }: { linking: Linking; disabled: boolean }) {
  const { busy } = linking;
  return (
    <Button variant="primary" type="submit" disabled={disabled} busy={busy}>
      {busy ? m.customers_linking() : m.customers_link()}
    </Button>
  );
}

/** States how many candidates there are besides the linked customer. */
export const helpFor = (candidates: Candidate[], linkedCustomerId?: string): string => {
  const others = candidates.filter(({ id }) => id !== linkedCustomerId).length;
  if (others > 0) return m.customers_choose_help({ count: others });
  return linkedCustomerId === undefined ? m.customers_none_alike() : m.customers_none_other();
};
