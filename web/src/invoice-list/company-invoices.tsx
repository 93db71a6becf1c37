import { type ReactNode, Suspense } from 'react';
import type { InvoiceContext } from '../host/read-context.ts';
import { m } from '../messages/compiled/messages.js';
import { InvoiceIcon } from '../ui/controls/icons.tsx';
import { EmptyState } from '../ui/feedback/empty-state.tsx';
import { ErrorScreen } from '../ui/feedback/error-screen.tsx';
import { ListFilters } from './filters/list-filters.tsx';
import { useFilteredList } from './filters/use-filtered-list.ts';
import styles from './invoice-list.module.css';
import { ListItem } from './list-row.tsx';
import { ListSkeleton } from './list-skeleton.tsx';
import { ListStatus, ReadingTrouble } from './list-status.tsx';
import type { ListRow } from './queries.ts';
import { ListSums } from './sums/list-sums.tsx';
import { VirtualList } from './virtual-list.tsx';

const company: InvoiceContext = { of: 'company' };

type CompanyInvoicesProps = {
  showInvoice: (invoiceId: string) => void;
  /** Shown below the title. */
  banner: ReactNode;
};

/** All invoices of the company with their totals and ageing. */
export default function CompanyInvoices({ showInvoice, banner }: CompanyInvoicesProps) {
  const list = useFilteredList(company);
  const { first, rows } = list;
  if (!first) {
    if (list.error) return <ErrorScreen error={list.error} retry={list.retry} />;
    return <ListSkeleton list={list} ofCompany />;
  }
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>{m.invoice_list_company_title()}</h1>
      <Suspense fallback={null}>{banner}</Suspense>
      <ListFilters list={list} ofCompany />
      <ReadingTrouble list={list} />
      <ListSums context={company} filters={list.filters} />
      <div className={styles.above}>
        <ListStatus list={list} />
      </div>
      {rows.length === 0 && !list.reading.asking ? (
        <div className={styles.nothing}>
          <EmptyState icon={<InvoiceIcon />} title={m.invoice_list_none_title()}>
            {m.invoice_list_none_text()}
          </EmptyState>
        </div>
      ) : (
        <VirtualList
          label={m.invoice_list_list()}
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

/** Link to the deal of an invoice; several deals are listed on the invoice's page. */
function DealLinks({ row, dealUrl }: { row: ListRow; dealUrl: string }) {
  if (row.openDealId === null) return null;
  const number = row.number || m.invoices_without_number();
  return (
    <a
      href={`${dealUrl}${row.openDealId}`}
      target="_top"
      rel="noreferrer"
      aria-label={m.invoice_list_open_deal_label({ number })}
    >
      {m.invoice_list_open_deal()}
    </a>
  );
}
