import type { InvoiceRow } from '@dealbill/server/contract/invoices';
import { openModal } from '../../host/dialogs.ts';
import type { PanelContext } from '../../host/read-context.ts';
import type { Answer } from '../../lib/api.ts';
import { m } from '../../messages/compiled/messages.js';
import { WarningIcon } from '../../ui/controls/icons.tsx';
import styles from './drift-mark.module.css';

type Drift = Answer<'invoices', 'list'>['drift'][number];

const textOf = ({ deal, invoice }: Drift): string => {
  if (deal && invoice) return m.drift_row_both();
  return deal ? m.drift_row_deal() : m.drift_row_invoice();
};

type DriftMarkProps = { invoice: InvoiceRow; context: PanelContext; drift: Drift };

/** Says that the deal or the invoice changed, and opens the comparison. */
export default function DriftMark({ invoice, context, drift }: DriftMarkProps) {
  const number = invoice.number || m.invoices_without_number();
  return (
    <p className={styles.mark}>
      <WarningIcon />
      <span>{textOf(drift)}</span>
      <button
        type="button"
        className={styles.compare}
        aria-label={m.drift_compare_label({ number })}
        onClick={() => openModal({ show: 'drift', context, invoiceId: invoice.id })}
      >
        {m.drift_compare()}
      </button>
    </p>
  );
}
