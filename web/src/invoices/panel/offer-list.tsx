import { goToSettings, openModal } from '../../host/dialogs.ts';
import type { PanelContext } from '../../host/read-context.ts';
import type { Answer } from '../../lib/api.ts';
import { fullDate, money, plainDate } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { StatusFlag } from '../status-flag.tsx';
import type { AddDeal } from './add-deal.ts';
import styles from './offer-list.module.css';
import type { Offer, OfferChoices } from './use-offer-choices.ts';

type OfferListProps = {
  context: PanelContext;
  offers: Answer<'invoices', 'list'>['offers'];
  today: string;
  /** Set when there is no deal to choose. */
  addDeal: AddDeal | null;
  choices: OfferChoices;
};

/** The offered invoices, each to be linked or declined, and what is not among them. */
export function OfferList({ context, offers, today, addDeal, choices }: OfferListProps) {
  const { invoices, count, earlier, from } = offers;
  const more = count - invoices.length;
  return (
    <>
      <ul className={styles.list}>
        {invoices.map((offer) => (
          <OfferRow
            key={offer.id}
            offer={offer}
            context={context}
            today={today}
            addDeal={addDeal}
            choices={choices}
          />
        ))}
      </ul>
      {more > 0 ? (
        <p className={styles.note}>
          {m.invoice_offers_more({ count: more })}{' '}
          <button
            type="button"
            className={styles.link}
            onClick={() => openModal({ show: 'add', context })}
          >
            {m.invoice_list_add_existing()}
          </button>
        </p>
      ) : null}
      {earlier > 0 && from !== null ? (
        <p className={styles.note}>
          {m.invoice_offers_earlier({ count: earlier, day: plainDate(from, today) })}{' '}
          <button type="button" className={styles.link} onClick={() => void goToSettings()}>
            {m.invoice_offers_change_day()}
          </button>
        </p>
      ) : null}
    </>
  );
}

type OfferRowProps = {
  offer: Offer;
  context: PanelContext;
  today: string;
  addDeal: AddDeal | null;
  choices: OfferChoices;
};

function OfferRow({ offer, context, today, addDeal, choices }: OfferRowProps) {
  const number = offer.number || m.invoices_without_number();
  const { issueDate } = offer;
  const isBusy = (kind: 'link' | 'decline') =>
    choices.pending?.offer.id === offer.id && choices.pending.kind === kind;
  return (
    <li className={styles.offer} aria-label={m.invoice_offers_row({ number })}>
      <p className={styles.line}>
        <b className={styles.number}>{number}</b>
        <time dateTime={issueDate} title={fullDate(issueDate)} className={styles.soft}>
          {plainDate(issueDate, today)}
        </time>
        <StatusFlag status={offer.status} />
        <span className={`${styles.total} figures`}>{money(offer.total, offer.currency)}</span>
      </p>
      {context.of === 'deal' ? null : <p className={styles.soft}>{offer.customerName}</p>}
      <p className={styles.buttons}>
        {context.of === 'deal' ? (
          <Button
            busy={isBusy('link')}
            aria-label={m.invoice_offers_link_label({ number })}
            onClick={() => choices.choose({ kind: 'link', offer })}
          >
            {m.invoice_offers_link()}
          </Button>
        ) : addDeal ? (
          <Button
            aria-label={m.invoice_offers_add_deal_label({ number })}
            onClick={() => void addDeal((id) => ({ show: 'add', context: { of: 'deal', id } }))}
          >
            {m.invoice_offers_add_deal()}
          </Button>
        ) : (
          <Button
            aria-label={m.invoice_offers_choose_deal_label({ number })}
            onClick={() => openModal({ show: 'add', context })}
          >
            {m.invoice_offers_choose_deal()}
          </Button>
        )}
        <Button
          variant="quiet"
          busy={isBusy('decline')}
          aria-label={
            context.of === 'deal'
              ? m.invoice_offers_decline_label({ number })
              : m.invoice_offers_decline_all_label({ number })
          }
          onClick={() => choices.choose({ kind: 'decline', offer })}
        >
          {context.of === 'deal' ? m.invoice_offers_decline() : m.invoice_offers_decline_all()}
        </Button>
      </p>
    </li>
  );
}
