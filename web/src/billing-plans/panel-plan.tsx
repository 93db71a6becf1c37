import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useId } from 'react';
import { openModal } from '../host/dialogs.ts';
import type { Answer } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { fullDate, money, plainDate } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { WarningIcon } from '../ui/controls/icons.tsx';
import { EntryState } from './entry-state.tsx';
import { nextText } from './next-text.ts';
import styles from './panel-plan.module.css';
import { type Plan, type PlanEntry, panelPlan } from './queries.ts';
import { beyondTitle, currencyTitle, valueTitle } from './warnings.ts';

type PanelPlanProps = {
  dealId: number;
  connection: Answer<'invoices', 'list'>['connection'];
  /** The plan is read again whenever it changes. */
  version: number;
};

const mostShown = 4;

/** The billing plan on the panel of its deal: what is due, created and paid, and the next invoice. */
export default function PanelPlan({ dealId, connection, version }: PanelPlanProps) {
  const { data: plan, error, refetch } = useQuery(panelPlan(dealId));
  const titleId = useId();
  const reread = useEffectEvent(() => void refetch());
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version is the reason to read again
  useEffect(() => reread(), [version]);
  if (!plan) {
    return error ? (
      <p className={styles.plan}>{messagesFor(asApiError(error).code, {}).title}</p>
    ) : null;
  }
  const edit = () => void openModal({ show: 'plan', dealId });
  const created = plan.entries.filter(({ invoice, freed }) => invoice && !freed).length;
  const shown = shownEntries(plan);
  return (
    <section className={styles.plan} aria-labelledby={titleId}>
      <header className={styles.header}>
        <h2 id={titleId}>{m.billing_plans_title()}</h2>
        <span className={styles.soft}>
          {m.billing_plans_progress({ created: String(created), count: plan.entries.length })}
        </span>
        <Button variant="quiet" onClick={edit}>
          {m.billing_plans_edit()}
        </Button>
      </header>
      <Warning plan={plan} />
      <ul className={styles.list}>
        {shown.map((entry) => (
          <EntryRow key={entry.id} entry={entry} today={plan.today} />
        ))}
      </ul>
      <p className={styles.actions}>
        {connection === 'active' ? <NextButton plan={plan} /> : null}
        {shown.length < plan.entries.length ? (
          <Button variant="quiet" onClick={edit}>
            {m.billing_plans_show_all({ count: plan.entries.length })}
          </Button>
        ) : null}
      </p>
    </section>
  );
}

/** The next entry with the one before it and those that follow. */
const shownEntries = ({ entries, nextId }: Plan): PlanEntry[] => {
  const next = nextId === null ? entries.length : entries.findIndex(({ id }) => id === nextId);
  const from = Math.max(0, Math.min(next - 1, entries.length - mostShown));
  return entries.slice(from, from + mostShown);
};

function Warning({ plan }: { plan: Plan }) {
  const text = currencyTitle(plan) ?? beyondTitle(plan) ?? valueTitle(plan);
  return text === null ? null : (
    <p className={styles.warning}>
      <WarningIcon />
      <span>{text}</span>
    </p>
  );
}

function EntryRow({ entry, today }: { entry: PlanEntry; today: string }) {
  const { dueOn, label, amount, currency, state, freed, otherCurrency, invoice } = entry;
  return (
    <li className={styles.entry}>
      <span className={styles.label} title={label}>
        {label}
      </span>
      <span className="figures">{money(amount, currency)}</span>
      <span className={styles.second}>
        <EntryState state={state} />
        <time dateTime={dueOn} title={fullDate(dueOn)}>
          {plainDate(dueOn, today)}
        </time>
        {invoice && !freed ? <span>{invoiceName(invoice.number)}</span> : null}
      </span>
      {freed ? <span className={styles.second}>{m.billing_plans_freed()}</span> : null}
      {otherCurrency ? (
        <span className={styles.second}>{m.billing_plans_other_currency()}</span>
      ) : null}
    </li>
  );
}

const invoiceName = (number: string): string =>
  number === '' ? m.billing_plans_no_number() : m.billing_plans_invoice({ number });

function NextButton({ plan: { entries, nextId, deal } }: { plan: Plan }) {
  const next = entries.find(({ id }) => id === nextId);
  if (!next || next.state === 'sending') return null;
  return (
    <Button onClick={() => void openModal({ show: 'form', dealId: deal.id, entryId: next.id })}>
      {nextText(next)}
    </Button>
  );
}
