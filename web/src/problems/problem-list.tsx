import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ModalView } from '../host/modal-view.ts';
import { asApiError } from '../lib/api-error.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { CheckIcon } from '../ui/controls/icons.tsx';
import { EmptyState } from '../ui/feedback/empty-state.tsx';
import { ErrorScreen } from '../ui/feedback/error-screen.tsx';
import { Bar, Skeleton } from '../ui/feedback/skeleton.tsx';
import { ProblemItem } from './problem-item.tsx';
import styles from './problems.module.css';
import { problemPages } from './queries.ts';
import { useLiveProblems } from './use-live-problems.ts';
import { useRetrying } from './use-retrying.ts';

type ProblemListProps = {
  ignored: boolean;
  /** Asks to reconnect QuickBooks, for the problem of that kind. */
  reconnect: (done: () => void) => ReactNode;
  show: (view: ModalView) => void;
};

/** The problems of the company, or those that were ignored. */
export function ProblemList({ ignored, reconnect, show }: ProblemListProps) {
  const retrying = useRetrying();
  const list = useInfiniteQuery(problemPages(ignored, { soon: retrying.isAny }));
  const [first] = list.data?.pages ?? [];
  useLiveProblems(first !== undefined && first.managedBy === null);
  if (!first) {
    if (list.error)
      return <ErrorScreen error={asApiError(list.error)} retry={() => void list.refetch()} />;
    return <ListSkeleton />;
  }
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const isOwner = first.managedBy === null;
  const isBroken = isOwner && !ignored && rows.some(({ kind }) => kind === 'connection');
  const listed = rows.filter(({ kind }) => !(isBroken && kind === 'connection'));
  if (rows.length === 0) return <Nothing ignored={ignored} />;
  return (
    <div className={styles.scroll}>
      {first.managedBy ? (
        <p className={styles.soft}>{m.problems_managed_by({ owner: first.managedBy })}</p>
      ) : null}
      {isBroken ? reconnect(() => void list.refetch()) : null}
      {listed.length > 0 ? (
        <ul aria-label={m.problems_list()} className={styles.list}>
          {listed.map((problem) => (
            <ProblemItem
              key={problem.id}
              problem={problem}
              isOwner={isOwner}
              retry={() => retrying.retry(problem)}
              isRetrying={retrying.isPending(problem)}
              retryText={retrying.textOf(problem)}
              show={show}
            />
          ))}
        </ul>
      ) : null}
      {list.hasNextPage ? (
        <div>
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {m.problems_load_more()}
          </Button>
        </div>
      ) : null}
      {first.more ? <p className={styles.soft}>{m.problems_more()}</p> : null}
    </div>
  );
}

function Nothing({ ignored }: { ignored: boolean }) {
  return (
    <div className={styles.nothing}>
      <EmptyState
        icon={<CheckIcon />}
        title={ignored ? m.problems_none_ignored_title() : m.problems_none_title()}
      >
        {ignored ? m.problems_none_ignored_text() : m.problems_none_text()}
      </EmptyState>
    </div>
  );
}

function ListSkeleton() {
  return (
    <Skeleton>
      <Bar width={60} height={16} />
      <Bar width={90} />
      <Bar width={100} height={80} />
    </Skeleton>
  );
}
