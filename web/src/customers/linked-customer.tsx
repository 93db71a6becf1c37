import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { PanelContext } from '../host/read-context.ts';
import { dayOf, fullInstant } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { Button, ButtonLink } from '../ui/controls/button.tsx';
import { ExternalIcon, PersonIcon } from '../ui/controls/icons.tsx';
import { Notice } from '../ui/feedback/notice.tsx';
import { CustomerFacts } from './customer-card.tsx';
import cards from './customer-choice.module.css';
import styles from './customer-screen.module.css';
import { LinkedDifferences } from './linked-differences.tsx';
import { TroubleNotice } from './lost-customer-notice.tsx';
import type { CustomerLink } from './queries.ts';
import { SharedCustomer } from './shared-customer.tsx';
import type { Creation } from './use-creation.ts';
import type { Linking } from './use-linking.ts';
import { WhichCustomer } from './which-customer.tsx';

type Link = NonNullable<CustomerLink['link']>;

type LinkedCustomerProps = {
  context: PanelContext;
  shown: CustomerLink;
  link: Link;
  linking: Linking;
  creation: Creation;
};

/**
 * The linked customer: who, why, since when and by whom, with differences and a button to select
 * another one.
 */
export function LinkedCustomer(props: LinkedCustomerProps) {
  const { context, shown, link, linking, creation } = props;
  // Restores the input of a creation that failed.
  const [choosing, setChoosing] = useState((shown.creating?.last ?? null) !== null);
  const choice = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  // The pressed button may disappear, so the focus moves to the new content.
  const choose = () => {
    flushSync(() => setChoosing(true));
    choice.current?.querySelector('input')?.focus();
  };
  const cancel = () => {
    flushSync(() => setChoosing(false));
    opener.current?.focus();
  };
  const { customer, trouble, openUrl } = link;
  const active = shown.connection === 'active';
  const isThere = active && (trouble === null || trouble === 'inactive');
  return (
    <>
      {trouble ? (
        <TroubleNotice
          customer={customer.name}
          trouble={trouble}
          openUrl={openUrl}
          candidates={shown.candidates}
          takeOver={(other) => (
            <Button variant="primary" busy={linking.busy} onClick={() => linking.change(other)}>
              {m.customers_merged_use({ other: other.name })}
            </Button>
          )}
          goneText={m.customers_gone_text()}
          chooseOther={
            <Button ref={opener} onClick={choose}>
              {m.customers_choose_other()}
            </Button>
          }
        />
      ) : null}
      {link.typedName ? (
        <Notice kind="info" title={m.customers_letters_lost_title()}>
          {m.customers_letters_lost_text({ typed: link.typedName, stored: customer.name })}
        </Notice>
      ) : null}
      <section className={cards.chosen} aria-label={customer.name}>
        <PersonIcon className={cards.person} />
        <div className={cards.facts}>
          <h2 className={cards.name}>{customer.name}</h2>
          {isThere ? <CustomerFacts row={customer} /> : null}
          <p className={cards.help}>
            <time dateTime={link.since} title={fullInstant(link.since)}>
              {whyWords(link)}
            </time>
          </p>
          <SharedCustomer sharedWith={link.sharedWith} />
          <div className={`${cards.buttons} ${styles.actions}`}>
            {active && !trouble && !choosing ? (
              <Button ref={opener} onClick={choose}>
                {m.customers_change()}
              </Button>
            ) : null}
            <Button busy={linking.busy} onClick={linking.unlink}>
              {m.customers_unlink()}
            </Button>
            {trouble === 'gone' || trouble === 'merged' ? null : (
              <ButtonLink href={openUrl} target="_blank" rel="noopener noreferrer">
                <ExternalIcon />
                {m.customers_open()}
                <span className="unseen">{m.common_opens_new_tab()}</span>
              </ButtonLink>
            )}
          </div>
        </div>
      </section>
      {choosing ? (
        <div ref={choice}>
          <WhichCustomer
            context={context}
            shown={shown}
            linking={linking}
            creation={creation}
            cancel={cancel}
          />
        </div>
      ) : (
        <LinkedDifferences context={context} shown={shown} link={link} />
      )}
    </>
  );
}

/** Who linked it, how, and on which day. */
const whyWords = ({ why, linkedBy: who, since }: Link): string => {
  const when = dayOf(since);
  if (why === 'created') {
    return who ? m.customers_created_by({ who, when }) : m.customers_created({ when });
  }
  return who ? m.customers_picked_by({ who, when }) : m.customers_picked({ when });
};
