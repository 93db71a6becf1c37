import type { Answer } from '../lib/api.ts';
import type { ApiError } from '../lib/api-error.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { InvoiceIcon } from '../ui/controls/icons.tsx';
import { EmptyState } from '../ui/feedback/empty-state.tsx';
import { ErrorScreen } from '../ui/feedback/error-screen.tsx';
import { Skeleton } from '../ui/feedback/skeleton.tsx';
import styles from './invoice-list.module.css';
import { ListItem } from './list-row.tsx';
import { counted } from './sums/counted.ts';
import type { Selection } from './use-selection.ts';

type FoundInvoicesProps = {
  /** Undefined before the first search. */
  found: Answer<'invoice-list', 'search'> | undefined;
  searching: boolean;
  error: ApiError | null;
  retry: () => void;
  dealId: number | null;
  selection: Selection;
  showInvoice: (invoiceId: string) => void;
  /** Repeats a search within one customer over all customers; null for any other search. */
  searchAllCustomers: (() => void) | null;
};

/** Search results with a checkbox each, disabled for invoices already linked to the deal. */
export function FoundInvoices(props: FoundInvoicesProps) {
  const { found, searching, error, retry, dealId, selection, showInvoice, searchAllCustomers } =
    props;
  if (error) {
    // A problem of a field is shown at the field.
    return error.fields.length > 0 ? null : <ErrorScreen error={error} retry={retry} />;
  }
  if (!found) {
    return searching ? (
      <Skeleton>
        <FoundSkeleton />
      </Skeleton>
    ) : (
      <div className={styles.nothing}>
        <p className={styles.count}>{m.invoice_list_add_hint()}</p>
      </div>
    );
  }
  if (found.rows.length === 0) {
    return (
      <div className={styles.nothing}>
        <EmptyState
          icon={<InvoiceIcon />}
          title={m.invoice_list_not_found_title()}
          action={
            searchAllCustomers ? (
              <Button onClick={searchAllCustomers}>{m.invoice_list_search_all_customers()}</Button>
            ) : null
          }
        >
          {found.unreadable > 0
            ? m.invoice_list_unreadable_found(counted(found.unreadable))
            : m.invoice_list_not_found_text()}
        </EmptyState>
      </div>
    );
  }
  const onDeal = (dealIds: number[]) => dealId !== null && dealIds.includes(dealId);
  return (
    <>
      <p className={styles.count} role="status">
        {m.invoice_list_found(counted(found.rows.length))}{' '}
        {found.more ? m.invoice_list_too_many() : ''}{' '}
        {found.unreadable > 0 ? m.invoice_list_unreadable_found(counted(found.unreadable)) : ''}
      </p>
      <ul className={styles.found} aria-label={m.invoice_list_list()} aria-busy={searching}>
        {found.rows.map((row) => (
          <li key={row.id} className={styles.one}>
            <ListItem
              row={row}
              today={found.today}
              withCustomer
              dealId={dealId}
              showInvoice={showInvoice}
              tick={
                onDeal(row.dealIds)
                  ? { on: true, fixed: true, toggle: selection.toggle }
                  : {
                      on: selection.has(row),
                      fixed: row.status === 'deleted',
                      toggle: selection.toggle,
                    }
              }
            />
          </li>
        ))}
      </ul>
    </>
  );
}

const waitingRows = ['first', 'second', 'third', 'fourth', 'fifth'];

/** Reserves the room of the search results. */
export function FoundSkeleton() {
  return (
    <>
      <p className={styles.count}>&nbsp;</p>
      <ul className={styles.found}>
        {waitingRows.map((row) => (
          <li key={row} className={styles.one}>
            <div className={styles.waiting} />
          </li>
        ))}
      </ul>
    </>
  );
}
