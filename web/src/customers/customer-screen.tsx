import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { PanelPlace } from '../host/read-place.ts';
import { asApiError } from '../lib/api-error.ts';
import { wordsFor } from '../lib/error-words.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorScreen } from '../ui/error-screen.tsx';
import { PersonIcon } from '../ui/icons.tsx';
import { Notice } from '../ui/notice.tsx';
import { Bar, Skeleton } from '../ui/skeleton.tsx';
import { m } from '../words/compiled/messages.js';
import styles from './customer-screen.module.css';
import { PartyCustomer } from './party-customer.tsx';
import { type CustomerLink, customerLink } from './queries.ts';
import { useSettling } from './use-settling.ts';

type CustomerScreenProps = {
  place: PanelPlace;
  /** What to do while QuickBooks wants a new consent; `done` reads again. */
  reconnect: (done: () => void) => ReactNode;
};

/** Which QuickBooks customer the organization or person is: why, what differs, and the way to another. */
export default function CustomerScreen({ place, reconnect }: CustomerScreenProps) {
  const link = useQuery(customerLink(place));
  const { data: shown } = link;
  useSettling(place, shown);
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
      {shown ? <Found place={place} shown={shown} /> : <CustomerSkeleton />}
    </main>
  );
}

function StaleNotice({ error, again }: { error: unknown; again: () => void }) {
  const { code, details } = asApiError(error);
  const { title, text } = wordsFor(code, details);
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

/** QuickBooks does not answer: what is shown is what we know ourselves. */
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

function Found({ place, shown }: { place: PanelPlace; shown: CustomerLink }) {
  const { party } = shown;
  if (party) return <PartyCustomer place={place} shown={shown} party={party} />;
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
