import type { Problem } from './queries.ts';
import { dealText } from './record-names.ts';

/** A deal by its title, linked unless it was deleted. */
export function DealLink({ deal }: { deal: NonNullable<Problem['deal']> }) {
  if (deal.url === null) return <span>{dealText(deal)}</span>;
  return (
    <a href={deal.url} target="_top" rel="noreferrer">
      {dealText(deal)}
    </a>
  );
}
