import type { ReminderName } from '@dealbill/server/contract/reminders';
import { useQuery } from '@tanstack/react-query';
import { m } from '../messages/compiled/messages.js';
import { existingInvoices } from './queries.ts';
import styles from './reminders-card.module.css';

type IncludeExistingProps = {
  name: ReminderName;
  days: number;
  checked: boolean;
  change: (checked: boolean) => void;
};

const reached = { include: m.reminders_include, none: m.reminders_include_none };

const texts: Record<ReminderName, typeof reached> = {
  unsent: reached,
  due: { include: m.reminders_include_due, none: m.reminders_include_due_none },
  overdue: reached,
};

/** Says how many invoices would get a reminder at once, and lets the user include them. */
export function IncludeExisting({ name, days, checked, change }: IncludeExistingProps) {
  const { data, isError } = useQuery(existingInvoices(name, days));
  if (isError) return <p className={styles.soft}>{m.reminders_count_failed()}</p>;
  if (!data) return <p className={styles.soft}>{m.reminders_counting()}</p>;
  if (data.invoices === 0) return <p className={styles.soft}>{texts[name].none()}</p>;
  return (
    <label className={styles.include}>
      <input type="checkbox" checked={checked} onChange={({ target }) => change(target.checked)} />
      <span>{texts[name].include({ count: data.invoices })}</span>
    </label>
  );
}
