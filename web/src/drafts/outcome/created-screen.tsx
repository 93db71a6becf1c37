import type { DraftStatus } from '@dealbill/server/contract/drafts';
import { useId } from 'react';
import { useEdited } from '../../editor/editor-store.ts';
import { fullDate, money } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button, ButtonLink } from '../../ui/controls/button.tsx';
import { CheckIcon, ExternalIcon, PaperPlaneIcon } from '../../ui/controls/icons.tsx';
import { ChangedTexts } from '../../ui/feedback/changed-texts.tsx';
import { estimateName } from '../estimates/estimate-name.ts';
import { DeliveryOutcome } from './delivery-outcome.tsx';
import styles from './screen.module.css';
import { Screen } from './screen.tsx';
import { TotalsComparison } from './totals-comparison.tsx';

type CreatedScreenProps = {
  status: DraftStatus;
  /** True when another window created it: changes typed here since then are not included. */
  elsewhere: boolean;
  /** Shows the draft's new status. */
  accept: (status: DraftStatus) => void;
  send: (invoiceId: string) => void;
  showPdf: (invoiceId: string) => void;
  close: () => void;
};

/** Shown after the creation: the invoice, and whether QuickBooks' totals equal the form's. */
export function CreatedScreen(props: CreatedScreenProps) {
  const { status, elsewhere, accept, send, showPdf, close } = props;
  const { invoice, totalsComparison, sending } = status;
  const estimate = useEdited(({ document }) => document.estimate);
  const delivery = useId();
  const canSend = invoice?.can.includes('send') === true && sending?.state !== 'sent';
  // An invoice that is on QuickBooks' list will be sent from there.
  const isSendFirst = canSend && invoice.delivery !== 'queued';
  const done = (
    <Button variant={isSendFirst ? 'secondary' : 'primary'} onClick={close}>
      {m.common_done()}
    </Button>
  );
  const title = invoice?.number
    ? m.drafts_created_title({ number: invoice.number })
    : m.drafts_created_title_no_number();
  if (!invoice) {
    return (
      <Screen icon={<CheckIcon />} mood="good" title={title} actions={done}>
        {null}
      </Screen>
    );
  }
  return (
    <Screen
      icon={<CheckIcon />}
      mood="good"
      title={title}
      describedBy={sending || invoice.delivery === 'queued' ? delivery : undefined}
      actions={
        <>
          {canSend ? (
            <Button
              variant={isSendFirst ? 'primary' : 'secondary'}
              onClick={() => send(invoice.id)}
            >
              <PaperPlaneIcon />
              {m.invoices_send()}
            </Button>
          ) : null}
          <Button onClick={() => showPdf(invoice.id)}>{m.drafts_created_show_pdf()}</Button>
          <ButtonLink href={invoice.openUrl} target="_blank" rel="noreferrer">
            {m.drafts_created_open()}
            <ExternalIcon />
            <span className="unseen">{m.common_opens_new_tab()}</span>
          </ButtonLink>
          {done}
        </>
      }
    >
      {elsewhere ? <p>{m.drafts_created_elsewhere()}</p> : null}
      <p className={`${styles.sum} figures`}>{money(invoice.total, invoice.currency)}</p>
      <p className={styles.soft}>
        {invoice.customerName}
        {invoice.dueDate ? ` · ${m.drafts_created_due({ date: fullDate(invoice.dueDate) })}` : null}
      </p>
      {estimate && !elsewhere ? (
        <p>{m.drafts_estimates_closed({ estimate: estimateName(estimate) })}</p>
      ) : null}
      <DeliveryOutcome id={delivery} status={status} accept={accept} />
      {totalsComparison ? (
        <TotalsComparison comparison={totalsComparison} currency={invoice.currency} />
      ) : null}
      {totalsComparison?.texts?.length ? (
        <div className={styles.differs}>
          <ChangedTexts texts={totalsComparison.texts} />
        </div>
      ) : null}
    </Screen>
  );
}
