import { useQuery } from '@tanstack/react-query';
import { openModal } from '../host/dialogs.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { WarningIcon } from '../ui/controls/icons.tsx';
import { Card } from '../ui/layout/card.tsx';
import { problemTexts } from './problem-texts.ts';
import styles from './problems.module.css';
import { foundProblems, type Problem } from './queries.ts';
import { useLiveProblems } from './use-live-problems.ts';

const mostTitles = 3;
const rereadEveryMs = 30_000;

/** How many problems the company has, the worst ones, and the way to the list. */
export function ProblemsCard({ isOwner }: { isOwner: boolean }) {
  const { data } = useQuery({ ...foundProblems(), refetchInterval: rereadEveryMs });
  useLiveProblems(isOwner && data !== undefined);
  const rows = data?.rows.slice(0, mostTitles) ?? [];
  return (
    <Card title={m.problems_title()} text={m.problems_text()}>
      {/* Holds its line while loading, so that the cards below do not move. */}
      <p role="status">{data ? summaryOf(data) : '\u00a0'}</p>
      {rows.length > 0 ? (
        <ul className={styles.worst}>
          {rows.map((problem) => (
            <Worst key={problem.id} problem={problem} isOwner={isOwner} />
          ))}
        </ul>
      ) : null}
      {isOwner ? (
        <div className={styles.buttons}>
          {data && data.count > 0 ? (
            <Button onClick={() => void openModal({ show: 'problems' })}>
              {m.problems_show()}
            </Button>
          ) : null}
          <Button onClick={() => void openModal({ show: 'records' })}>
            {m.problems_show_records()}
          </Button>
        </div>
      ) : null}
      {data?.managedBy ? (
        <p className={styles.soft}>{m.problems_managed_by({ owner: data.managedBy })}</p>
      ) : null}
    </Card>
  );
}

/** A colleague gets the text too, because the list is open to the owner only. */
function Worst({ problem, isOwner }: { problem: Problem; isOwner: boolean }) {
  const { title, text } = problemTexts(problem, { isOwner });
  return (
    <li>
      <WarningIcon />
      <span>
        {title}
        {isOwner ? null : <span className={styles.soft}> {text}</span>}
      </span>
    </li>
  );
}

const summaryOf = ({ count, more }: { count: number; more: boolean }): string => {
  if (more) return m.problems_count_more({ count });
  return count === 0 ? m.problems_none_short() : m.problems_count({ count });
};
