import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { asApiError } from '../lib/api-error.ts';
import { m } from '../messages/compiled/messages.js';
import { ErrorScreen } from '../ui/feedback/error-screen.tsx';
import { Bar, Skeleton } from '../ui/feedback/skeleton.tsx';
import { PlanEditor, type PlanWays } from './plan-editor.tsx';
import styles from './plan-screen.module.css';
import { editedPlan, type Plan } from './queries.ts';

/** The billing plan of a deal, to make and change it. */
export default function PlanScreen({ dealId, ...ways }: PlanWays & { dealId: number }) {
  const { data, error, isFetching, refetch } = useQuery(editedPlan(dealId));
  const [saved, setSaved] = useState<{ plan: Plan; time: number } | null>(null);
  const plan = saved?.plan ?? data;
  const reload = async () => {
    const { data: again } = await refetch();
    if (again) setSaved({ plan: again, time: (saved?.time ?? 0) + 1 });
  };
  if (!plan) {
    return error ? (
      <main>
        <ErrorScreen error={asApiError(error)} retry={() => void refetch()} busy={isFetching} />
      </main>
    ) : (
      <PlanSkeleton />
    );
  }
  return (
    <main className={styles.page}>
      <header>
        <h1 className={styles.title}>{m.billing_plans_title()}</h1>
        <p className={styles.soft}>{plan.deal.title}</p>
      </header>
      <PlanEditor
        key={saved?.time ?? 0}
        plan={plan}
        isSaved={saved !== null}
        saved={(next) => setSaved({ plan: next, time: (saved?.time ?? 0) + 1 })}
        reload={reload}
        {...ways}
      />
    </main>
  );
}

function PlanSkeleton() {
  return (
    <Skeleton>
      <div className={styles.page}>
        <Bar width={40} height={24} />
        <Bar width={100} height={96} />
        <Bar width={100} height={160} />
      </div>
    </Skeleton>
  );
}
