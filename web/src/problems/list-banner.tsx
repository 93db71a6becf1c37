import { useQuery } from '@tanstack/react-query';
import ProblemsNotice from './problems-notice.tsx';
import { foundProblems } from './queries.ts';
import { useLiveProblems } from './use-live-problems.ts';

/** The banner above the list of all invoices; nothing without problems. */
export default function ListBanner({ show }: { show: () => void }) {
  const { data } = useQuery(foundProblems());
  useLiveProblems(data !== undefined);
  if (!data || data.count === 0) return null;
  return <ProblemsNotice problems={data.rows} count={data.count} show={show} />;
}
