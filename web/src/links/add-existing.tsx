import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { PanelPlace } from '../host/read-place.ts';
import { useModalSize } from '../host/size.ts';
import { api } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { Button } from '../ui/button.tsx';
import { m } from '../words/compiled/messages.js';
import { BulkBar } from './bulk-bar.tsx';
import { counted } from './counted.ts';
import { DealChoice } from './deal-choice.tsx';
import { FoundInvoices } from './found-invoices.tsx';
import styles from './invoice-list.module.css';
import { LeftAfterLinking } from './left-after-linking.tsx';
import { LinkingTold } from './linking-told.tsx';
import { rereadList } from './queries.ts';
import { nothingWanted, SearchForm, type Wanted } from './search-form.tsx';
import { useLinking } from './use-linking.ts';
import { useTargetDeal } from './use-target-deal.ts';
import { useTicks } from './use-ticks.ts';

type AddExistingProps = { place: PanelPlace; showInvoice: (invoiceId: string) => void };

/** Finds invoices anywhere in QuickBooks, ticks some, and adds them to the deal. */
export default function AddExisting({ place, showInvoice }: AddExistingProps) {
  const [wanted, setWanted] = useState(nothingWanted);
  const search = useMutation({
    mutationFn: ({ customer, ...by }: Wanted) =>
      api.links.search({ place, customerId: customer?.id ?? null, ...by }),
  });
  const rows = search.data?.rows ?? [];
  const target = useTargetDeal(place);
  const { dealId } = target;
  const linking = useLinking(async () => {
    const again = search.variables ? search.mutateAsync(search.variables) : null;
    await Promise.allSettled([again, rereadList(place)]);
  });
  const isLinked = (ids: number[]) => dealId !== null && ids.includes(dealId);
  const addable = rows.filter(({ dealIds, status }) => !isLinked(dealIds) && status !== 'deleted');
  const ticks = useTicks(addable);
  const toLink = ticks.all.filter(({ dealIds }) => !isLinked(dealIds));
  useModalSize({ width: 860, height: 660 });
  const add = async () => {
    if (dealId === null) return target.miss();
    const ids = toLink.map(({ id }) => id);
    if (!(await linking.act('link', dealId, ids))) return;
    ticks.clear();
    // The button that was pressed is gone with the ticks.
    document.querySelector<HTMLElement>('form input')?.focus();
  };
  const error = search.isError ? asApiError(search.error) : null;
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>{m.links_add_title()}</h1>
      <DealChoice target={target} label={m.links_for_deal()} />
      {dealId === null ? null : <LeftAfterLinking dealId={dealId} toLink={toLink} />}
      <SearchForm
        place={place}
        wanted={wanted}
        onChange={setWanted}
        search={() => search.mutate(wanted)}
        searching={search.isPending}
        error={error}
      />
      {addable.length > 0 || ticks.all.length > 0 ? (
        <BulkBar ticks={ticks} shown={addable.length}>
          <Button look="primary" busy={linking.busy.size > 0} onClick={add}>
            {m.links_add(counted(toLink.length))}
          </Button>
        </BulkBar>
      ) : null}
      <FoundInvoices
        found={search.data}
        searching={search.isPending}
        error={error}
        retry={() => search.mutate(wanted)}
        dealId={dealId}
        ticks={ticks}
        showInvoice={showInvoice}
      />
      <LinkingTold linking={linking} />
    </main>
  );
}
