import { fullDate, money, plainDate } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { Section } from '../ui/layout/section.tsx';
import { EntryState } from './entry-state.tsx';
import styles from './locked-entries.module.css';
import type { Plan, PlanEntry } from './queries.ts';

type LockedEntriesProps = {
  plan: Plan;
  create: (entryId: string) => void;
  showInvoice: (invoiceId: string) => void;
};

/** Entries with an invoice or a draft, which cannot be changed. */
export function LockedEntries({ plan, create, showInvoice }: LockedEntriesProps) {
  const locked = plan.entries.filter((entry) => entry.locked);
  if (locked.length === 0) return null;
  return (
    <Section title={m.billing_plans_done()} quiet>
      <ul className={styles.list}>
        {locked.map((entry) => (
          <li key={entry.id} className={styles.entry}>
            <time dateTime={entry.dueOn} title={fullDate(entry.dueOn)} className={styles.soft}>
              {plainDate(entry.dueOn, plan.today)}
            </time>
            <span className={styles.label}>{entry.label}</span>
            <EntryState state={entry.state} />
            <span className={`${styles.amount} figures`}>
              {money(entry.amount, entry.currency)}
            </span>
            <OpenButton entry={entry} create={create} showInvoice={showInvoice} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

type OpenButtonProps = Pick<LockedEntriesProps, 'create' | 'showInvoice'> & { entry: PlanEntry };

function OpenButton({ entry, create, showInvoice }: OpenButtonProps) {
  const { invoice } = entry;
  if (invoice) {
    const { id, number } = invoice;
    return (
      <Button variant="quiet" onClick={() => showInvoice(id)}>
        {number === '' ? m.billing_plans_no_number() : m.billing_plans_invoice({ number })}
      </Button>
    );
  }
  return (
    <Button variant="quiet" onClick={() => create(entry.id)}>
      {m.billing_plans_open_draft()}
    </Button>
  );
}
