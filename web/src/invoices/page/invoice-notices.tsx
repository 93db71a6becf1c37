import { fullInstant } from '../../lib/format.ts';
import { unreadableWords } from '../../lib/unreadable-words.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { m } from '../../words/compiled/messages.js';
import { checkingOf, notDoneWords, notKnownWords, takingBackWords } from '../action-words.ts';
import type { TakingBack } from '../under-way.ts';
import { changedSinceSent } from './changed-since-sent.ts';
import type { InvoicePage } from './invoice-details.tsx';
import styles from './invoice-view.module.css';

type InvoiceNoticesProps = {
  page: InvoicePage;
  underWay: TakingBack | null;
  sendAgain: () => void;
  /** Absent where another way on stands beside it. */
  readAgain: (() => void) | undefined;
};

/** Whether it is told that QuickBooks could not be asked. */
export const saysNotFresh = ({ page, underWay }: Pick<InvoiceNoticesProps, 'page' | 'underWay'>) =>
  !(page.fresh || underWay || page.invoice.checking);

/** What one should know of this invoice before all else: at most one thing. */
export function InvoiceNotices(props: InvoiceNoticesProps) {
  const notice = noticeOf(props);
  return notice ? <div className={styles.notice}>{notice}</div> : null;
}

const noticeOf = ({ page, underWay, sendAgain, readAgain }: InvoiceNoticesProps) => {
  if (underWay) return <Notice kind="info" title={takingBackWords[underWay]()} />;
  const { checking, notDone, notKnown, can } = page.invoice;
  if (checking) {
    const { title, text } = checkingOf(page.invoice, checking);
    return (
      <Notice kind="warning" title={title}>
        {text}
      </Notice>
    );
  }
  if (notKnown) return <Notice kind="warning" title={notKnownWords[notKnown]()} />;
  const unreadable = unreadableWords(page.invoice);
  if (unreadable) {
    return (
      <Notice
        kind="warning"
        title={m.invoices_unreadable_title()}
        action={readAgain ? <Button onClick={readAgain}>{m.common_try_again()}</Button> : null}
      >
        {unreadable}
      </Notice>
    );
  }
  if (saysNotFresh({ page, underWay })) {
    return (
      <Notice
        kind="warning"
        title={m.invoices_not_fresh_title()}
        action={readAgain ? <Button onClick={readAgain}>{m.common_try_again()}</Button> : null}
      >
        {m.invoices_not_fresh_text({ when: fullInstant(page.invoice.readAt) })}
      </Notice>
    );
  }
  if (notDone) return <Notice kind="warning" title={notDoneWords[notDone]()} />;
  if (page.invoice.delivery === 'bounced' && can.includes('send')) {
    return (
      <Notice
        kind="warning"
        title={m.invoices_bounced_title()}
        action={<Button onClick={sendAgain}>{m.invoices_send_again()}</Button>}
      >
        {page.email
          ? m.invoices_bounced_text({ email: page.email })
          : m.invoices_bounced_text_without_address()}
      </Notice>
    );
  }
  if (page.deliveredAt && can.includes('send') && changedSinceSent(page)) {
    return (
      <Notice
        kind="info"
        title={m.invoices_changed_since_sent_title()}
        action={<Button onClick={sendAgain}>{m.invoices_send_again()}</Button>}
      >
        {m.invoices_changed_since_sent_text({ when: fullInstant(page.deliveredAt) })}
      </Notice>
    );
  }
  return null;
};
