import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { asApiError } from '../lib/api-error.ts';
import { m } from '../messages/compiled/messages.js';
import { PlugIcon } from '../ui/controls/icons.tsx';
import { EmptyState } from '../ui/feedback/empty-state.tsx';
import { ErrorScreen } from '../ui/feedback/error-screen.tsx';
import { Bar, Skeleton } from '../ui/feedback/skeleton.tsx';
import { WindowCard } from '../ui/layout/window-card.tsx';
import { ConnectStage } from './connect-stage.tsx';
import { connectPageOf } from './poll-stage.ts';

/** The page in the window that *Connect* opens, before and after Intuit's pages. */
export default function ConnectPage() {
  const ticket = new URLSearchParams(location.search).get('ticket');
  useEffect(() => {
    document.title = m.connection_page_title();
  }, []);
  return <WindowCard>{ticket ? <Ticket ticket={ticket} /> : <NoTicket />}</WindowCard>;
}

function NoTicket() {
  const opening = location.hash === '#opening';
  return (
    <EmptyState
      heading="h1"
      icon={<PlugIcon />}
      title={opening ? m.connection_page_opening_title() : m.connection_page_start_title()}
    >
      {opening ? m.connection_page_opening_text() : m.connection_page_start_text()}
    </EmptyState>
  );
}

function Ticket({ ticket }: { ticket: string }) {
  const page = useQuery(connectPageOf(ticket));
  if (page.data) return <ConnectStage page={page.data} ticket={ticket} />;
  if (page.isError) {
    return <ErrorScreen error={asApiError(page.error)} retry={() => page.refetch()} />;
  }
  return (
    <Skeleton>
      <Bar width={60} height={20} />
      <Bar width={90} />
    </Skeleton>
  );
}
