import type { Answer } from '../../lib/api.ts';
import { dayOf, fullInstant, listed } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import styles from './merge-lines.module.css';

type Merge = Answer<'invoices', 'list'>['merges'][number];

const what = ({ kind, id, name, at }: Merge, customer: string): string => {
  const when = dayOf(at);
  const merged = name || id;
  switch (kind) {
    case 'deal':
      return m.invoices_merged_deal({ name: merged, when });
    case 'organization':
      return m.invoices_merged_organization({ name: merged, when });
    case 'person':
      return m.invoices_merged_person({ name: merged, when });
    case 'customer':
      return m.invoices_merged_customer({ name: merged, customer, when });
  }
};

const movedOf = ({ invoices, drafts }: Merge): string[] => [
  ...(invoices > 0 ? [m.invoices_merged_invoices({ count: invoices })] : []),
  ...(drafts > 0 ? [m.invoices_merged_drafts({ count: drafts })] : []),
];

/** Says which records were merged into this one lately, and what moved with them. */
export default function MergeLines({ merges, customer }: { merges: Merge[]; customer: string }) {
  return (
    <ul className={styles.lines}>
      {merges.map((merge) => {
        const moved = movedOf(merge);
        return (
          <li key={`${merge.kind} ${merge.id}`}>
            <time dateTime={merge.at} title={fullInstant(merge.at)}>
              {what(merge, customer)}
            </time>
            {moved.length > 0 ? ` ${m.invoices_merged_moved({ what: listed(moved) })}` : null}
          </li>
        );
      })}
    </ul>
  );
}
