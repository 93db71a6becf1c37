import type { PanelContext } from '../host/read-context.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { InvoiceIcon } from '../ui/controls/icons.tsx';
import { EmptyState } from '../ui/feedback/empty-state.tsx';
import { ErrorScreen } from '../ui/feedback/error-screen.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { ListFilters } from './filters/list-filters.tsx';
import { useFilteredList } from './filters/use-filtered-list.ts';
import styles from './invoice-list.module.css';
import { DealChoice } from './linking/deal-choice.tsx';
import { LeftToBillAfterLinking } from './linking/left-to-bill.tsx';
import { LinkButtons } from './linking/link-buttons.tsx';
import { LinkingResult } from './linking/linking-result.tsx';
import { useLinking } from './linking/use-linking.ts';
import { useTargetDeal } from './linking/use-target-deal.ts';
import { ListItem } from './list-row.tsx';
import { ListSkeleton } from './list-skeleton.tsx';
import { ListStatus, ReadingTrouble } from './list-status.tsx';
import { type ListRow, rereadList } from './queries.ts';
import { useSelection } from './use-selection.ts';
import { VirtualList } from './virtual-list.tsx';

type AllInvoicesProps = {
  context: PanelContext;
  showInvoice: (invoiceId: string) => void;
  /** Opens the search over all customers. */
  addExisting: () => void;
  /** Opens the selection of the customer. */
  chooseCustomer: () => void;
};

/** All invoices of the linked customer: search, filter, and link to the deal. */
export default function AllInvoices(props: AllInvoicesProps) {
  const { context, showInvoice, addExisting, chooseCustomer } = props;
  const list = useFilteredList(context);
  const selection = useSelection(list.rows);
  const target = useTargetDeal(context);
  const linking = useLinking(() => rereadList(context));
  const { first, rows } = list;
  const { dealId } = target;

  if (!first) {
    if (list.error) return <ErrorScreen error={list.error} retry={list.retry} />;
    return (
      <ListSkeleton list={list} ofCompany={false}>
        <DealChoice target={target} label={m.invoice_list_for_deal()} />
        <LeftToBillAfterLinking dealId={dealId} toLink={[]} />
      </ListSkeleton>
    );
  }
  if (!first.customer) {
    return (
      <EmptyState
        icon={<InvoiceIcon />}
        title={m.invoice_list_nobody_title()}
        heading="h1"
        action={
          <Button variant="primary" onClick={chooseCustomer}>
            {m.invoice_list_nobody_choose()}
          </Button>
        }
        footer={<Button onClick={addExisting}>{m.invoice_list_add_existing()}</Button>}
      >
        {m.invoice_list_nobody_text()}
      </EmptyState>
    );
  }
  // Links need QuickBooks connected.
  const canLink = first.connection !== 'ended';
  const isLinked = (row: ListRow) => dealId !== null && row.dealIds.includes(dealId);
  const toUnlink = selection.all.filter(isLinked);
  const toLink = selection.all.filter((row) => !isLinked(row) && row.status !== 'deleted');
  /** Resolves to the invoices that were not processed. */
  const act = async (kind: 'link' | 'unlink', some: ListRow[]): Promise<string[]> => {
    const invoiceIds = some.map(({ id }) => id);
    if (dealId !== null) return linking.act(kind, dealId, invoiceIds);
    target.miss();
    return invoiceIds;
  };
  const actOnTicked = async (kind: 'link' | 'unlink', some: ListRow[]) => {
    const leftInvoiceIds = await act(kind, some);
    if (leftInvoiceIds.length === some.length) return;
    selection.keepOnly(leftInvoiceIds);
    // The pressed button disappears with the selection, so the focus moves to the checkbox of all
    // rows.
    if (leftInvoiceIds.length === 0)
      document.querySelector<HTMLElement>('[data-tick-all]')?.focus();
  };
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>
        {m.invoice_list_customer_title({ customer: first.customer.name })}
      </h1>
      {canLink ? <DealChoice target={target} label={m.invoice_list_for_deal()} /> : null}
      {canLink ? <LeftToBillAfterLinking dealId={dealId} toLink={toLink} /> : null}
      <ListFilters list={list} ofCompany={false} />
      <ReadingTrouble list={list} />
      <div className={styles.above}>
        {canLink ? (
          <BulkBar selection={selection} shown={rows.length}>
            <LinkButtons
              toLink={toLink}
              toUnlink={toUnlink}
              busy={linking.busy.size > 0}
              act={actOnTicked}
            />
          </BulkBar>
        ) : null}
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
              withCustomer={false}
              dealId={dealId}
              showInvoice={showInvoice}
              {...(canLink && {
                tick: { on: selection.has(row), toggle: selection.toggle },
                link: {
                  busy: linking.busy.has(row.id),
                  toggle: (one: ListRow) => act(isLinked(one) ? 'unlink' : 'link', [one]),
                },
              })}
            />
          )}
        </VirtualList>
      )}
      <LinkingResult linking={linking} />
    </main>
  );
}
