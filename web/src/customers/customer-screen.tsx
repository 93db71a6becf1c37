import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { PanelContext } from '../host/read-context.ts';
import { asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { PersonIcon } from '../ui/controls/icons.tsx';
import { EmptyState } from '../ui/feedback/empty-state.tsx';
import { ErrorScreen } from '../ui/feedback/error-screen.tsx';
import { Notice } from '../ui/feedback/notice.tsx';
import { Bar, Skeleton } from '../ui/feedback/skeleton.tsx';
import styles from './customer-screen.module.css';
import { PartyCustomer } from './party-customer.tsx';
import { type CustomerLink, customerLink } from './queries.ts';
import { useResolving } from './use-resolving.ts';

type CustomerScreenProps = {
  context: PanelContext;
  /** Shown while QuickBooks must be reconnected; `done` reloads. */
  reconnect: (done: () => void) => ReactNode;
};

/**
 * The QuickBooks customer of the organization or person: the reason, differences, and a button to
 * select another one.
 */
export default function CustomerScreen({ context, reconnect }: CustomerScreenProps) {
  const link = useQuery(customerLink(context));
  const { data: shown } = link;
  useResolving(context, shown);
  const again = () => void link.refetch();
  if (!shown && link.isError) return <ErrorScreen error={asApiError(link.error)} retry={again} />;
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>{m.customers_title()}</h1>
      {link.isError ? <StaleNotice error={link.error} again={again} /> : null}
      {shown?.connection === 'broken' ? reconnect(again) : null}
      {shown?.connection === 'away' && !link.isError ? (
        <AwayNotice linked={shown.link !== null} busy={link.isFetching} again={again} />
      ) : null}
      {shown ? <Found context={context} shown={shown} /> : <CustomerSkeleton />}
    </main>
  );
}

function StaleNotice({ error, again }: { error: unknown; again: () => void }) {
  const { code, details } = asApiError(error);
  const { title, text } = messagesFor(code, details);
  return (
    <Notice
      kind="warning"
      title={title}
      action={<Button onClick={again}>{m.common_try_again()}</Button>}
    >
      {text} {m.common_last_known()}
    </Notice>
  );
}

type AwayNoticeProps = { linked: boolean; busy: boolean; again: () => void };

/** QuickBooks is unavailable: shows what our database knows. */
function AwayNotice({ linked, busy, again }: AwayNoticeProps) {
  return (
    <Notice
      kind="info"
      title={m.errors_quickbooks_unavailable_title()}
      action={
        <Button busy={busy} onClick={again}>
          {m.common_try_again()}
        </Button>
      }
    >
      {linked ? m.customers_away_text() : m.customers_away_unlinked_text()}
    </Notice>
  );
}

function Found({ context, shown }: { context: PanelContext; shown: CustomerLink }) {
  const { party } = shown;
  if (party) return <PartyCustomer context={context} shown={shown} party={party} />;
  return (
    <EmptyState icon={<PersonIcon />} title={m.customers_nobody_title()}>
      {m.customers_nobody_text()}
    </EmptyState>
  );
}

function CustomerSkeleton() {
  return (
    <Skeleton>
      <div className={styles.skeleton}>
        <Bar width={40} />
        <Bar width={100} height={96} />
        <Bar width={60} height={16} />
        <Bar width={100} height={120} />
      </div>
    </Skeleton>
  );
}
