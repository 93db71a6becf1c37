import { hashKey, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PanelPlace } from '../host/read-place.ts';
import { asApiError } from '../lib/api-error.ts';
import { Button } from '../ui/button.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { m } from '../words/compiled/messages.js';
import { BulkBar } from './bulk-bar.tsx';
import { nothingWanted, SearchForm } from './filters/search-form.tsx';
import { FoundInvoices, FoundSkeleton } from './found-invoices.tsx';
import styles from './invoice-list.module.css';
import { DealChoice } from './linking/deal-choice.tsx';
import { LeftAfterLinking } from './linking/left-after-linking.tsx';
import { LinkingTold } from './linking/linking-told.tsx';
import { useLinking } from './linking/use-linking.ts';
import { useTargetDeal } from './linking/use-target-deal.ts';
import { foundInvoices, linkedCustomer, rereadList, type Wanted } from './queries.ts';
import { counted } from './sums/counted.ts';
import { useTicks } from './use-ticks.ts';

type AddExistingProps = { place: PanelPlace; showInvoice: (invoiceId: string) => void };

/** Finds invoices anywhere in QuickBooks, first the linked customer's, ticks some, and adds them to the deal. */
export default function AddExisting(props: AddExistingProps) {
  const { data, isPending } = useQuery(linkedCustomer(props.place));
  if (isPending) return <SearchSkeleton place={props.place} />;
  return <AddFound {...props} first={data ? invoicesOf(data) : null} />;
}

const invoicesOf = ({ id, name }: { id: string; name: string }): Wanted => ({
  ...nothingWanted,
  customer: { id, name, email: null, address: null, currency: null },
});

const onlyCustomer = ({ number, amount, date }: Wanted): boolean =>
  [number, amount, date].every((text) => text.trim() === '');

type AddFoundProps = AddExistingProps & {
  /** What is searched for at once; null waits for what the user enters. */
  first: Wanted | null;
};

function AddFound({ place, showInvoice, first }: AddFoundProps) {
  const [wanted, setWanted] = useState(first ?? nothingWanted);
  const [asked, setAsked] = useState<Wanted | null>(first);
  const found = useQuery(foundInvoices(place, asked));
  const search = () => {
    // The same question again asks QuickBooks again.
    if (hashKey([asked]) === hashKey([wanted])) found.refetch();
    else setAsked(wanted);
  };
  const searchAllCustomers = () => {
    const everywhere = { ...wanted, customer: null };
    setWanted(everywhere);
    setAsked(everywhere);
  };
  const rows = found.data?.rows ?? [];
  const target = useTargetDeal(place);
  const { dealId } = target;
  const linking = useLinking(() => rereadList(place));
  const isLinked = (ids: number[]) => dealId !== null && ids.includes(dealId);
  const addable = rows.filter(({ dealIds, status }) => !isLinked(dealIds) && status !== 'deleted');
  const ticks = useTicks(addable);
  const toLink = ticks.all.filter(({ dealIds }) => !isLinked(dealIds));
  const add = async () => {
    if (dealId === null) return target.miss();
    const ids = toLink.map(({ id }) => id);
    const left = await linking.act('link', dealId, ids);
    if (left.length === ids.length) return;
    ticks.keepOnly(left);
    // The button that was pressed is gone with the ticks.
    if (left.length === 0) document.querySelector<HTMLElement>('form input')?.focus();
  };
  const error = found.isError ? asApiError(found.error) : null;
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>{m.links_add_title()}</h1>
      <DealChoice target={target} label={m.links_for_deal()} />
      <LeftAfterLinking dealId={dealId} toLink={toLink} />
      <SearchForm
        place={place}
        wanted={wanted}
        onChange={setWanted}
        search={search}
        searching={found.isFetching}
        error={error}
      />
      {addable.length > 0 || ticks.all.length > 0 ? (
        <BulkBar ticks={ticks} shown={addable.length}>
          <Button look="primary" busy={linking.busy.size > 0} onClick={add}>
            {m.links_add(counted(toLink.length))}
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
        ticks={ticks}
        showInvoice={showInvoice}
        searchAllCustomers={asked?.customer && !onlyCustomer(wanted) ? searchAllCustomers : null}
      />
      <LinkingTold linking={linking} />
    </main>
  );
}

/** The search before it is known who is linked: as it will stand, with rows that are still empty. */
function SearchSkeleton({ place }: { place: PanelPlace }) {
  return (
    <Skeleton>
      <div className={styles.page} inert>
        <p className={styles.title}>{m.links_add_title()}</p>
        <DealChoice target={useTargetDeal(place)} label={m.links_for_deal()} />
        <LeftAfterLinking dealId={null} toLink={[]} />
        <SearchForm
          place={place}
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
