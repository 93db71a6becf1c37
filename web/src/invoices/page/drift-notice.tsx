import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import styles from './invoice-view.module.css';

type DriftNoticeProps = { drift: InvoicePage['drift']; compare: () => void };

/** Says that the deal or the invoice changed, and leads to the comparison. */
export function DriftNotice({ drift, compare }: DriftNoticeProps) {
  if (!drift.deal && !drift.invoice) return null;
  return (
    <div className={styles.notice}>
      <Notice
        kind="warning"
        title={drift.deal ? m.drift_notice_deal_title() : m.drift_notice_invoice_title()}
        action={<Button onClick={compare}>{m.drift_compare()}</Button>}
      >
        {drift.deal ? m.drift_notice_deal_text() : m.drift_notice_invoice_text()}
      </Notice>
    </div>
  );
}
