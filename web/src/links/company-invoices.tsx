import type { InvoicePlace } from '../host/read-place.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorScreen } from '../ui/error-screen.tsx';
import { InvoiceIcon } from '../ui/icons.tsx';
import { m } from '../words/compiled/messages.js';
import { ListFilters } from './filters/list-filters.tsx';
import { useFilteredList } from './filters/use-filtered-list.ts';
import styles from './invoice-list.module.css';
import { DealLinks } from './linking/deal-links.tsx';
import { ListItem } from './list-row.tsx';
import { ListSkeleton } from './list-skeleton.tsx';
import { CountWords, ReadingTrouble } from './reading-words.tsx';
import { ListSums } from './sums/list-sums.tsx';
import { VirtualList } from './virtual-list.tsx';

const company: InvoicePlace = { of: 'company' };

/** Every invoice of the company, over all customers: what they come to, how late they are, each to be opened. */
export default function CompanyInvoices({
  showInvoice,
}: {
  showInvoice: (invoiceId: string) => void;
}) {
  const list = useFilteredList(company);
  const { first, rows } = list;
  if (!first) {
    if (list.error) return <ErrorScreen error={list.error} retry={list.retry} />;
    return <ListSkeleton list={list} ofCompany />;
  }
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>{m.links_company_title()}</h1>
      <ListFilters list={list} ofCompany />
      <ReadingTrouble list={list} />
      <ListSums place={company} filters={list.filters} />
      <div className={styles.above}>
        <CountWords list={list} />
      </div>
      {rows.length === 0 && !list.reading.asking ? (
        <div className={styles.nothing}>
          <EmptyState icon={<InvoiceIcon />} title={m.links_none_title()}>
            {m.links_none_text()}
          </EmptyState>
        </div>
      ) : (
        <VirtualList
          label={m.links_list()}
          rows={list.placed}
          count={first.count}
          keyOf={(row) => row.id}
          look={list.look}
        >
          {(row) => (
            <ListItem
              row={row}
              today={first.today}
              withCustomer
              dealId={null}
              showInvoice={showInvoice}
            >
              <DealLinks row={row} dealUrl={first.dealUrl} />
            </ListItem>
          )}
        </VirtualList>
      )}
    </main>
  );
}
