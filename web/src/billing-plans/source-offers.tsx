import { useQuery } from '@tanstack/react-query';
import { asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { Section } from '../ui/layout/section.tsx';
import styles from './plan-screen.module.css';
import { type Plan, planSources } from './queries.ts';
import { type Row, rowsOfInstallments, rowsOfPeriods } from './rows.ts';

type SourceOffersProps = { plan: Plan; rows: Row[]; add: (rows: Row[]) => void };

/** The deal's instalments and recurring products in Pipedrive, or why there are none. */
export function SourceOffers({ plan, rows, add }: SourceOffersProps) {
  const { data: sources, error } = useQuery(planSources(plan.deal.id));
  if (error) {
    const { code, details } = asApiError(error);
    const reason = messagesFor(code, details).title;
    return <p className={styles.soft}>{m.billing_plans_sources_failed({ reason })}</p>;
  }
  if (!sources) return null;
  const installments = rowsOfInstallments(sources, plan, rows);
  const { current, earlier } = rowsOfPeriods(sources, plan, rows);
  const recurs = sources.periods.length > 0;
  return (
    <Section title={m.billing_plans_from_pipedrive()}>
      <p className={styles.offers}>
        {installments.length > 0 ? (
          <Button onClick={() => add(installments)}>
            {m.billing_plans_use_installments({ count: installments.length })}
          </Button>
        ) : null}
        {current.length > 0 ? (
          <Button onClick={() => add(current)}>
            {m.billing_plans_use_periods({ count: current.length })}
          </Button>
        ) : null}
        {earlier.length > 0 ? (
          <Button variant="quiet" onClick={() => add(earlier)}>
            {m.billing_plans_use_earlier({ count: earlier.length })}
          </Button>
        ) : null}
      </p>
      {installments.length === 0 && !recurs ? (
        <p className={styles.soft}>
          {sources.installmentsRefused
            ? m.billing_plans_installments_refused()
            : m.billing_plans_no_installments()}
        </p>
      ) : null}
      {sources.incomplete ? <p className={styles.soft}>{m.billing_plans_incomplete()}</p> : null}
    </Section>
  );
}
