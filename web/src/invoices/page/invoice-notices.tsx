import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { fullInstant } from '../../lib/format.ts';
import { unreadableText } from '../../lib/unreadable-text.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { checkingOf, notDoneText, notKnownText, pendingActionText } from '../action-labels.ts';
import type { VoidOrDelete } from '../pending-actions.ts';
import { changedSinceSent } from './changed-since-sent.ts';
import styles from './invoice-view.module.css';

type InvoiceNoticesProps = {
  page: InvoicePage;
  pendingAction: VoidOrDelete | null;
  sendAgain: () => void;
  /** Absent where another retry is shown beside it. */
  readAgain: (() => void) | undefined;
};

/** Returns true when the notices include that QuickBooks could not be read. */
export const saysNotFresh = ({
  page,
  pendingAction,
}: Pick<InvoiceNoticesProps, 'page' | 'pendingAction'>) =>
  !((page.fresh && page.connection === 'active') || pendingAction || page.invoice.checking);

/** Shows the most important notice of this invoice. */
export function InvoiceNotices(props: InvoiceNoticesProps) {
  const notice = noticeOf(props);
  return notice ? <div className={styles.notice}>{notice}</div> : null;
}

const notFreshTitles = {
  active: m.invoices_not_fresh_title,
  broken: m.errors_connection_broken_title,
  ended: m.errors_not_connected_title,
};

const noticeOf = ({ page, pendingAction, sendAgain, readAgain }: InvoiceNoticesProps) => {
  if (pendingAction) return <Notice kind="info" title={pendingActionText[pendingAction]()} />;
  const { checking, notDone, notKnown, can } = page.invoice;
  if (checking) {
    const { title, text } = checkingOf(page.invoice, checking);
    return (
      <Notice kind="warning" title={title}>
        {text}
      </Notice>
    );
  }
  if (notKnown) return <Notice kind="warning" title={notKnownText[notKnown]()} />;
  const unreadable = unreadableText(page.invoice);
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
  if (saysNotFresh({ page, pendingAction })) {
    return (
      <Notice
        kind="warning"
        title={notFreshTitles[page.connection]()}
        action={readAgain ? <Button onClick={readAgain}>{m.common_try_again()}</Button> : null}
      >
        {m.invoices_not_fresh_text({ when: fullInstant(page.invoice.readAt) })}
      </Notice>
    );
  }
  if (notDone) return <Notice kind="warning" title={notDoneText[notDone]()} />;
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
