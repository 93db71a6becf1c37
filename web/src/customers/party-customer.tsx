import type { PanelContext } from '../host/read-context.ts';
import type { ApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { m } from '../messages/compiled/messages.js';
import { Notice } from '../ui/feedback/notice.tsx';
import { focusOnMount } from '../ui/focus/focus-on-mount.ts';
import { CreationNotice } from './creation-notice.tsx';
import styles from './customer-screen.module.css';
import { DoneNotice } from './done-notice.tsx';
import { LinkedCustomer } from './linked-customer.tsx';
import type { CustomerLink } from './queries.ts';
import { type Creation, useCreation } from './use-creation.ts';
import { type Linking, useLinking } from './use-linking.ts';
import { WhichCustomer } from './which-customer.tsx';

type PartyCustomerProps = {
  context: PanelContext;
  shown: CustomerLink;
  party: NonNullable<CustomerLink['party']>;
};

/** The organization or person, and either its linked customer or the candidates. */
export function PartyCustomer({ context, shown, party }: PartyCustomerProps) {
  const { linking, creation } = lastDone(useLinking(context, shown), useCreation(context, shown));
  const { link, connection } = shown;
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
      <CreationNotice creation={creation} />
      {link ? (
        <LinkedCustomer
          key={link.customer.id}
          context={context}
          shown={shown}
          link={link}
          linking={linking}
          creation={creation}
        />
      ) : null}
      {!link && creation.outcome !== 'checking' ? (
        <section className={styles.part}>
          <h2>{m.customers_not_linked_title()}</h2>
          {connection === 'active' ? (
            <>
              <p className={styles.text}>{m.customers_not_linked_text()}</p>
              <WhichCustomer
                context={context}
                shown={shown}
                linking={linking}
                creation={creation}
              />
            </>
          ) : null}
        </section>
      ) : null}
    </>
  );
}

/** Only the outcome of the last action is shown. */
const lastDone = (linking: Linking, creation: Creation) => ({
  linking: {
    ...linking,
    change: (...customer: Parameters<Linking['change']>) => {
      creation.forget();
      linking.change(...customer);
    },
    unlink: () => {
      creation.forget();
      return linking.unlink();
    },
  },
  creation: {
    ...creation,
    create: (...customer: Parameters<Creation['create']>) => {
      linking.forget();
      creation.create(...customer);
    },
  },
});

function LinkingFailed({ error }: { error: ApiError }) {
  const { title, text } = messagesFor(error.code, error.details);
  return (
    <Notice kind="error" title={title} ref={focusOnMount}>
      {error.code === 'not_possible' ? m.customers_cannot_be_linked() : text}
    </Notice>
  );
}
