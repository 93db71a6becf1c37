import { m } from '../../messages/compiled/messages.js';
import styles from '../invoice-list.module.css';
import type { ListRow } from '../queries.ts';

type Status = ListRow['status'];

const words: Record<Status, () => string> = {
  open: m.invoices_status_open,
  partially_paid: m.invoices_status_partially_paid,
  overdue: m.invoices_status_overdue,
  paid: m.invoices_status_paid,
  voided: m.invoices_status_voided,
  deleted: m.invoices_status_deleted,
};

type StatusFilterProps = { statuses: Status[]; onChange: (statuses: Status[]) => void };

/** Selects statuses; none selected shows all. */
export function StatusFilter({ statuses, onChange }: StatusFilterProps) {
  const toggle = (status: Status) =>
    onChange(
      statuses.includes(status) ? statuses.filter((one) => one !== status) : [...statuses, status],
    );
  return (
    <fieldset className={styles.statuses}>
      <legend className={styles.legend}>{m.invoice_list_statuses()}</legend>
      {(Object.keys(words) as Status[]).map((status) => (
        <label key={status} className={styles.status}>
          <input
            type="checkbox"
            checked={statuses.includes(status)}
            onChange={() => toggle(status)}
          />
          {words[status]()}
        </label>
      ))}
    </fieldset>
  );
}
