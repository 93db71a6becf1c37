import { useState } from 'react';
import type { PanelContext } from '../../host/read-context.ts';
import type { Answer } from '../../lib/api.ts';
import { messagesFor } from '../../lib/error-messages.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { useFocusAfter } from '../../ui/focus/use-focus-after.ts';
import type { AddDeal } from './add-deal.ts';
import { OfferList } from './offer-list.tsx';
import { type OfferChoices, useOfferChoices } from './use-offer-choices.ts';

type OffersNoticeProps = {
  context: PanelContext;
  offers: Answer<'invoices', 'list'>['offers'];
  today: string;
  addDeal: AddDeal | null;
  /** Up to this many are shown at once. */
  mostOpen: number;
};

/** Invoices in QuickBooks that may belong to this deal, or to deals of the organization or person. */
export default function OffersNotice(props: OffersNoticeProps) {
  const { context, offers, today, addDeal, mostOpen } = props;
  const choices = useOfferChoices(context);
  const notice = useFocusAfter<HTMLElement>(choices.isPending);
  const [opened, setOpened] = useState(false);
  const { count } = offers;
  if (count === 0) {
    return choices.outcome ? (
      <Notice
        kind="success"
        title={choices.outcome.text}
        action={<Undo choices={choices} />}
        ref={notice}
      />
    ) : null;
  }
  const isOpen = opened || count <= mostOpen;
  return (
    <Notice kind="info" title={titleOf(context, count)} ref={notice}>
      {choices.outcome ? (
        <p>
          {choices.outcome.text} <Undo choices={choices} />
        </p>
      ) : null}
      {choices.error ? <p>{messagesFor(choices.error.code, choices.error.details).title}</p> : null}
      {isOpen ? (
        <OfferList
          context={context}
          offers={offers}
          today={today}
          addDeal={addDeal}
          choices={choices}
        />
      ) : (
        <Button onClick={() => setOpened(true)}>{m.invoice_offers_show({ count })}</Button>
      )}
    </Notice>
  );
}

const titleOf = ({ of }: PanelContext, count: number): string => {
  if (of === 'deal') return m.invoice_offers_title({ count });
  return of === 'organization'
    ? m.invoice_offers_title_organization({ count })
    : m.invoice_offers_title_person({ count });
};

function Undo({ choices }: { choices: OfferChoices }) {
  return (
    <Button variant="quiet" busy={choices.isPending} onClick={choices.undo}>
      {m.invoice_offers_undo()}
    </Button>
  );
}
