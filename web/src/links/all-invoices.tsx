import { useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { InvoicePlace } from '../host/read-place.ts';
import { resize } from '../host/size.ts';
import { asApiError } from '../lib/api-error.ts';
import { wordsFor } from '../lib/error-words.ts';
import { useSettled } from '../lib/use-settled.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorScreen } from '../ui/error-screen.tsx';
import { Field, Input } from '../ui/field.tsx';
import { InvoiceIcon } from '../ui/icons.tsx';
import { Notice } from '../ui/notice.tsx';
import { Bar, Skeleton } from '../ui/skeleton.tsx';
import { m } from '../words/compiled/messages.js';
import styles from './invoice-list.module.css';
import { ListItem } from './list-row.tsx';
import { ListSums } from './list-sums.tsx';
import { PeriodChoice } from './period-choice.tsx';
import { type Filters, invoiceList, type ListRow, rereadList } from './queries.ts';
import { StatusFilter } from './status-filter.tsx';
import { useLinking } from './use-linking.ts';
import { useReadingOn } from './use-reading-on.ts';
import { VirtualList } from './virtual-list.tsx';

type AllInvoicesProps = {
  /** The company: all customers' invoices instead of the linked customer's. */
  place: InvoicePlace;
  showInvoice: (invoiceId: string) => void;
};

/** Every invoice of the linked customer, or of the company: found, filtered, linked to the deal. */
export default function AllInvoices({ place, showInvoice }: AllInvoicesProps) {
  const ofCompany = place.of === 'company';
  const dealId = place.of === 'deal' ? place.id : null;
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<Omit<Filters, 'text'>>({ period: null, statuses: [] });
  const [ticked, setTicked] = useState<ReadonlyMap<string, ListRow>>(new Map());
  const text = useSettled(typed.trim(), typed === '' ? 0 : 200);
  const filters = { ...chosen, text };
  const list = useInfiniteQuery(invoiceList(place, filters));
  const first = list.data?.pages[0];
  const on = useReadingOn(place, first?.period, first?.reading);
  const { busy, act } = useLinking(dealId, () => rereadList(place));
  const { fetchNextPage } = list;
  const loadMore = useCallback(() => void fetchNextPage(), [fetchNextPage]);
  useEffect(() => {
    resize({ width: 900, height: 720 }).catch(() => {
      // The modal keeps the size Pipedrive gave it.
    });
  }, []);

  if (list.isError)
    return <ErrorScreen error={asApiError(list.error)} retry={() => list.refetch()} />;
  if (!first) {
    return (
      <Skeleton>
        <Bar width={50} height={24} />
        <Bar width={100} height={240} />
      </Skeleton>
    );
  }
  if (!ofCompany && !first.customer) {
    return (
      <EmptyState icon={<InvoiceIcon />} title={m.links_nobody_title()}>
        {m.links_nobody_text()}
      </EmptyState>
    );
  }
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const tick = (row: ListRow) => {
    const next = new Map(ticked);
    if (!next.delete(row.id)) next.set(row.id, row);
    setTicked(next);
  };
  const linkTicked = async (kind: 'link' | 'unlink') => {
    await act(kind, [...ticked.keys()]);
    setTicked(new Map());
  };
  return (
    <main className={styles.page}>
      <h1 className={styles.title}>
        {ofCompany
          ? m.links_company_title()
          : m.links_customer_title({ customer: first.customer?.name ?? '' })}
      </h1>
      <div className={styles.filters}>
        <Field label={m.links_search()} className={styles.search}>
          {(control) => (
            <Input
              {...control}
              type="search"
              value={typed}
              placeholder={ofCompany ? m.links_search_company() : m.links_search_customer()}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        <PeriodChoice
          period={first.period}
          today={first.today}
          onChange={(period) => setChosen({ ...chosen, period })}
        />
        <StatusFilter
          statuses={chosen.statuses}
          onChange={(statuses) => setChosen({ ...chosen, statuses })}
        />
      </div>
      {ofCompany ? <ListSums place={place} filters={filters} /> : null}
      {on.error ? (
        <Notice
          kind="warning"
          title={wordsFor(on.error.code, on.error.details).title}
          action={<Button onClick={() => on.retry()}>{m.common_try_again()}</Button>}
        >
          {m.links_only_known()}
        </Notice>
      ) : null}
      <p className={styles.count} role="status">
        {m.links_count({ count: first.count })}
        {on.asking ? ` · ${m.links_reading()}` : ''}
      </p>
      {ticked.size > 0 ? (
        <div className={styles.bulk}>
          <span>{m.links_ticked({ count: ticked.size })}</span>
          <Button look="primary" onClick={() => linkTicked('link')}>
            {m.links_link_ticked()}
          </Button>
          <Button onClick={() => linkTicked('unlink')}>{m.links_unlink_ticked()}</Button>
        </div>
      ) : null}
      {rows.length === 0 && !on.asking ? (
        <EmptyState icon={<InvoiceIcon />} title={m.links_none_title()}>
          {m.links_none_text()}
        </EmptyState>
      ) : (
        <VirtualList
          label={m.links_list()}
          rows={rows}
          count={first.count}
          keyOf={(row) => row.id}
          loadMore={loadMore}
        >
          {(row) => (
            <ListItem
              row={row}
              today={first.today}
              withCustomer={ofCompany}
              showInvoice={showInvoice}
              {...(dealId === null
                ? {}
                : {
                    link: {
                      busy: busy.has(row.id),
                      toggle: (one) => act(one.linked ? 'unlink' : 'link', [one.id]),
                    },
                    tick: { on: ticked.has(row.id), toggle: tick },
                  })}
            />
          )}
        </VirtualList>
      )}
    </main>
  );
}
