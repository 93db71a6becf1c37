import { hashKey, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PanelContext } from '../host/read-context.ts';
import { asApiError } from '../lib/api-error.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { Skeleton } from '../ui/feedback/skeleton.tsx';
import { BulkBar } from './bulk-bar.tsx';
import { nothingWanted, SearchForm } from './filters/search-form.tsx';
import { FoundInvoices, FoundSkeleton } from './found-invoices.tsx';
import styles from './invoice-list.module.css';
import { DealChoice } from './linking/deal-choice.tsx';
import { LeftToBillAfterLinking } from './linking/left-to-bill.tsx';
import { LinkingResult } from './linking/linking-result.tsx';
import { useLinking } from './linking/use-linking.ts';
import { useTargetDeal } from './linking/use-target-deal.ts';
import { foundInvoices, linkedCustomer, rereadList, type Wanted } from './queries.ts';
import { counted } from './sums/counted.ts';
import { useSelection } from './use-selection.ts';

type AddExistingProps = { context: PanelContext; showInvoice: (invoiceId: string) => void };

/**
 * Searches invoices in QuickBooks, first those of the linked customer, and links the selected ones
 * to the deal.
 */
export default function LinkExisting(props: AddExistingProps) {
  const { data, isPending } = useQuery(linkedCustomer(props.context));
  if (isPending) return <SearchSkeleton context={props.context} />;
  return <AddFound {...props} first={data ? invoicesOf(data) : null} />;
}

const invoicesOf = ({ id, name }: { id: string; name: string }): Wanted => ({
  ...nothingWanted,
  customer: { id, name, email: null, address: null, currency: null },
});

const onlyCustomer = ({ number, amount, date }: Wanted): boolean =>
  [number, amount, date].every((text) => text.trim() === '');

type AddFoundProps = AddExistingProps & {
  /** Search to run at once; null waits for input. */
  first: Wanted | null;
};

function AddFound({ context, showInvoice, first }: AddFoundProps) {
  const [wanted, setWanted] = useState(first ?? nothingWanted);
  const [asked, setAsked] = useState<Wanted | null>(first);
  const found = useQuery(foundInvoices(context, asked));
  const search = () => {
    // An equal search runs again.
    if (hashKey([asked]) === hashKey([wanted])) found.refetch();
    else setAsked(wanted);
  };
  const searchAllCustomers = () => {
    const everywhere = { ...wanted, customer: null };
    setWanted(everywhere);
    setAsked(everywhere);
  };
  const rows = found.data?.rows ?? [];
  const target = useTargetDeal(context);
  const { dealId } = target;
  const linking = useLinking(() => rereadList(context));
  const isLinked = (dealIds: number[]) => dealId !== null && dealIds.includes(dealId);
  const addable = rows.filter(({ dealIds, status }) => !isLinked(dealIds) && status !== 'deleted');
  const selection = useSelection(addable);
  const toLink = selection.all.filter(({ dealIds }) => !isLinked(dealIds));
  const add = async () => {
    if (dealId === null) return target.miss();
    const invoiceIds = toLink.map(({ id }) => id);
    const leftInvoiceIds = await linking.act('link', dealId, invoiceIds);
    if (leftInvoiceIds.length === invoiceIds.length) return;
    selection.keepOnly(leftInvoiceIds);
    // The pressed button disappears with the selection, so the focus moves to the form.
    if (leftInvoiceIds.length === 0) document.querySelector<HTMLElement>('form input')?.focus();
  };
  const error = found.isError ? asApiError(found.error) : null;
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>{m.invoice_list_add_title()}</h1>
      <DealChoice target={target} label={m.invoice_list_for_deal()} />
      <LeftToBillAfterLinking dealId={dealId} toLink={toLink} />
      <SearchForm
        context={context}
        wanted={wanted}
        onChange={setWanted}
        search={search}
        searching={found.isFetching}
        error={error}
      />
      {addable.length > 0 || selection.all.length > 0 ? (
        <BulkBar selection={selection} shown={addable.length}>
          <Button variant="primary" busy={linking.busy.size > 0} onClick={add}>
            {m.invoice_list_add(counted(toLink.length))}
          </Button>
        </BulkBar>
      ) : (
        <div className={asked ? styles.bulk : undefined} />
      )}
      <FoundInvoices
        found={found.data}
        searching={found.isFetching}
        error={error}
        retry={() => found.refetch()}
        dealId={dealId}
        selection={selection}
        showInvoice={showInvoice}
        searchAllCustomers={asked?.customer && !onlyCustomer(wanted) ? searchAllCustomers : null}
      />
      <LinkingResult linking={linking} />
    </main>
  );
}

/** Placeholder of the search until the linked customer is known. */
function SearchSkeleton({ context }: { context: PanelContext }) {
  return (
    <Skeleton>
      <div className={styles.page} inert>
        <p className={styles.title}>{m.invoice_list_add_title()}</p>
        <DealChoice target={useTargetDeal(context)} label={m.invoice_list_for_deal()} />
        <LeftToBillAfterLinking dealId={null} toLink={[]} />
        <SearchForm
          context={context}
          wanted={nothingWanted}
          onChange={() => {}}
          search={() => {}}
          searching={false}
          error={null}
        />
        <div className={styles.bulk} />
        <FoundSkeleton />
      </div>
    </Skeleton>
  );
}
