import { openModal } from '../host/dialogs.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { Notice } from '../ui/feedback/notice.tsx';
import { problemTexts } from './problem-texts.ts';
import type { Problem } from './queries.ts';

type ProblemsNoticeProps = {
  /** The first problems, the worst first. */
  problems: Problem[];
  count: number;
  /** Opens the list of problems. */
  show?: () => void;
};

/** Titles of further problems that are folded away; the list shows the rest. */
const mostTitles = 4;

const openList = (): void => void openModal({ show: 'problems' });

/** The worst problem in one line; further ones are behind "2 more". */
export default function ProblemsNotice({ problems, count, show = openList }: ProblemsNoticeProps) {
  const [worst, ...others] = problems;
  if (!worst) return null;
  const titles = others.slice(0, mostTitles).map((problem) => problemTexts(problem).title);
  const rest = count - 1 - titles.length;
  return (
    <Notice
      kind="warning"
      title={problemTexts(worst).title}
      action={<Button onClick={show}>{m.problems_show()}</Button>}
      more={rest > 0 ? [...titles, m.problems_count({ count: rest })] : titles}
    />
  );
}
