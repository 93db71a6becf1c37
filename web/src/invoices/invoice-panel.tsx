import type { ReactNode } from 'react';
import type { PanelPlace } from '../host/read-place.ts';
import type { Answer } from '../lib/api.ts';
import { useNow } from '../lib/use-now.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { InvoiceIcon } from '../ui/icons.tsx';
import { m } from '../words/compiled/messages.js';
import { DraftItem } from './draft-row.tsx';
import styles from './invoice-panel.module.css';
import { InvoiceItem } from './invoice-row.tsx';
import { LedgerBar } from './ledger-bar.tsx';
import { PanelHeader } from './panel-header.tsx';
import { ListButtons, NewInvoiceButton } from './ways-on.tsx';

type InvoicePanelProps = {
  place: PanelPlace;
  data: Answer<'invoices', 'list'>;
  refreshing: boolean;
  refresh: () => void;
  /** The one problem at the top, if there is one. */
  banner: ReactNode;
};

/** A place's invoices and drafts, what they come to, and the ways on. */
export function InvoicePanel({ place, data, refreshing, refresh, banner }: InvoicePanelProps) {
  const now = useNow();
  const customers = new Set(data.invoices.map((invoice) => invoice.customerId));
  const onlyCustomer = customers.size === 1 ? data.invoices[0]?.customerName : undefined;
  // What is on its way stands above, what is half-finished below.
  const moving = data.drafts.filter((draft) => draft.state !== 'editing');
  const editing = data.drafts.filter((draft) => draft.state === 'editing');
  const nothing = data.invoices.length === 0 && data.drafts.length === 0;
  const broken = data.connection === 'broken';
  const add = <NewInvoiceButton place={place} broken={broken} />;
  const onDeal = place.of === 'deal';
  return (
    <>
      <PanelHeader
        place={place}
        customer={onlyCustomer}
        company={data.company}
        readAt={data.readAt}
        refreshing={refreshing}
        now={now}
        refresh={refresh}
      />
      <LedgerBar ledger={data.ledger} />
      <div className={styles.banner}>{banner}</div>
      {nothing ? (
        <EmptyState
          icon={<InvoiceIcon />}
          title={onDeal ? m.invoices_none_title() : m.invoices_none_here_title()}
          action={add}
          footer={<ListButtons place={place} />}
        >
          {onDeal ? m.invoices_none_text() : m.invoices_none_here_text()}
        </EmptyState>
      ) : (
        <>
          <ul aria-label={m.invoices_title()}>
            {moving.map((draft) => (
              <DraftItem key={draft.id} draft={draft} now={now} />
            ))}
            {data.invoices.map((invoice) => (
              <InvoiceItem
                key={invoice.id}
                invoice={invoice}
                place={place}
                today={data.today}
                withCustomer={onlyCustomer === undefined}
              />
            ))}
            {editing.map((draft) => (
              <DraftItem key={draft.id} draft={draft} now={now} />
            ))}
          </ul>
          <footer className={styles.footer}>
            {add}
            <ListButtons place={place} />
          </footer>
        </>
      )}
    </>
  );
}
