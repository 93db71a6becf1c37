import type { PanelPlace } from '../host/read-place.ts';
import type { ApiError } from '../lib/api-error.ts';
import { wordsFor } from '../lib/error-words.ts';
import { Notice } from '../ui/notice.tsx';
import { m } from '../words/compiled/messages.js';
import { ChooseCustomer } from './choose-customer.tsx';
import styles from './customer-screen.module.css';
import { DoneNotice } from './done-notice.tsx';
import { LinkedCustomer } from './linked-customer.tsx';
import type { CustomerLink } from './queries.ts';
import { useLinking } from './use-linking.ts';

type PartyCustomerProps = {
  place: PanelPlace;
  shown: CustomerLink;
  party: NonNullable<CustomerLink['party']>;
};

/** Whose customer it is, and either who is linked or who may be. */
export function PartyCustomer({ place, shown, party }: PartyCustomerProps) {
  const linking = useLinking(place, shown);
  const { link, candidates, connection } = shown;
  const { name } = party;
  return (
    <>
      <p className={styles.party}>
        {party.of === 'organization'
          ? m.customers_of_organization({ name })
          : m.customers_of_person({ name })}
      </p>
      {linking.error ? <LinkingFailed error={linking.error} /> : null}
      <DoneNotice linking={linking} />
      {link ? (
        <LinkedCustomer
          key={link.customer.id}
          place={place}
          shown={shown}
          link={link}
          linking={linking}
        />
      ) : null}
      {!link && connection === 'active' ? (
        <section className={styles.part}>
          <h2>{m.customers_not_linked_title()}</h2>
          <p className={styles.text}>{m.customers_not_linked_text()}</p>
          <ChooseCustomer place={place} candidates={candidates} now={undefined} linking={linking} />
        </section>
      ) : null}
    </>
  );
}

function LinkingFailed({ error }: { error: ApiError }) {
  const { title, text } = wordsFor(error.code, error.details);
  return (
    <Notice kind="error" title={title}>
      {error.code === 'not_possible' ? m.customers_cannot_be_linked() : text}
    </Notice>
  );
}
