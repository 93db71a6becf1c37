import type { Candidate } from '@dealbill/server/contract/customers';
import { type FormEvent, useState } from 'react';
import type { PanelContext } from '../host/read-context.ts';
import { useUnsaved } from '../lib/unsaved.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { helpFor, LinkButton } from './choose-customer.tsx';
import { type Chosen, CustomerCards } from './customer-cards.tsx';
import styles from './customer-choice.module.css';
import { CustomerSearch } from './customer-search.tsx';
import { NewCustomerCard } from './new-customer-card.tsx';
import { NewCustomerFields } from './new-customer-fields.tsx';
import { SimilarCustomerWarning } from './similar-customer-warning.tsx';
import type { Creation } from './use-creation.ts';
import type { Linking } from './use-linking.ts';
import { type Creating, useNewCustomer } from './use-new-customer.ts';

type ChooseOrCreateProps = {
  context: PanelContext;
  candidates: Candidate[];
  /** Only when the linked customer can be invoiced. */
  linkedCustomerId: string | undefined;
  creating: Creating;
  creation: Creation;
  linking: Linking;
  /** Absent when there is nothing to return to. */
  cancel?: () => void;
};

/** Selects an existing customer or creates a new one. */
export function ChooseOrCreate(props: ChooseOrCreateProps) {
  const { context, candidates, linkedCustomerId, creating, creation, linking, cancel } = props;
  // Restores the input of a creation that failed.
  const [isNew, setNew] = useState(creating.last !== null);
  const [chosen, setChosen] = useState<Chosen | null>(
    () => candidates.find(({ id }) => id === linkedCustomerId) ?? null,
  );
  const fresh = useNewCustomer(context, creating, creation, { candidates, chosen: isNew });
  const { typed, put, problems, alike, found } = fresh;
  useUnsaved(
    isNew && fresh.changed && !creation.busy
      ? {
          title: m.customers_create_leave_title(),
          description: m.customers_create_leave_text({ name: typed.name }),
          okText: m.common_close_anyway(),
          cancelText: m.common_stay(),
          okColor: 'negative',
        }
      : null,
  );
  const choose = (row: Chosen) => {
    setNew(false);
    setChosen(row);
  };
  const busy = linking.busy || fresh.busy;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (isNew) void fresh.submit();
    else if (chosen) linking.change(chosen);
  };
  const compared = alike.length > 0;
  const { profile } = creating;
  return (
    <form onSubmit={submit} className={styles.choice} noValidate>
      <fieldset className={styles.choice} disabled={busy} aria-describedby="which-customer">
        <legend className={styles.legend}>{m.customers_choose()}</legend>
        {compared ? (
          <SimilarCustomerWarning id="which-customer" count={alike.length} />
        ) : (
          <p id="which-customer" className={styles.help}>
            {helpFor(found, linkedCustomerId)}
          </p>
        )}
        <CustomerCards
          candidates={found}
          linkedCustomerId={linkedCustomerId}
          chosen={isNew ? null : chosen}
          choose={choose}
          compared={compared}
        >
          <NewCustomerCard
            label={m.customers_new()}
            help={m.customers_new_help()}
            checked={isNew}
            onChoose={() => setNew(true)}
            input={{}}
            wide={isNew && !compared}
          >
            {isNew ? (
              <NewCustomerFields
                typed={typed}
                put={put}
                problems={problems}
                currencies={profile.multiCurrency ? profile.currencies : []}
              />
            ) : null}
          </NewCustomerCard>
        </CustomerCards>
        <CustomerSearch context={context} onPick={choose} />
      </fieldset>
      <div className={styles.buttons}>
        {isNew ? (
          <Button variant="primary" type="submit" busy={busy}>
            {creation.busy ? m.customers_creating() : m.customers_create()}
          </Button>
        ) : (
          <LinkButton linking={linking} disabled={!chosen || chosen.id === linkedCustomerId} />
        )}
        {cancel ? <Button onClick={cancel}>{m.common_cancel()}</Button> : null}
      </div>
    </form>
  );
}
