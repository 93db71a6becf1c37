import { type ReactNode, Suspense } from 'react';
import type { PanelContext } from '../../host/read-context.ts';
import type { Answer } from '../../lib/api.ts';
import { lazyComponent } from '../../lib/lazy-component.tsx';
import { useNow } from '../../lib/use-now.ts';
import { m } from '../../messages/compiled/messages.js';
import { InvoiceIcon } from '../../ui/controls/icons.tsx';
import type { MenuEntry } from '../../ui/controls/menu-entry.ts';
import { EmptyState } from '../../ui/feedback/empty-state.tsx';
import { addDealOf } from './add-deal.ts';
import { DraftItem } from './draft-row.tsx';
import styles from './invoice-panel.module.css';
import { InvoiceItem } from './invoice-row.tsx';
import { LedgerBar } from './ledger-bar.tsx';
import { ListButtons, NewInvoiceButton } from './panel-actions.tsx';
import { PanelHeader, PanelMenu } from './panel-header.tsx';
import { PanelOffers } from './panel-offers.tsx';
import { ReadingLine } from './reading-line.tsx';
import { whoseInvoices } from './whose-invoices.ts';

/** Loaded only when there are any. */
const OrphansNotice = lazyComponent(() => import('./orphans-notice.tsx'));
const MergeLines = lazyComponent(() => import('./merge-lines.tsx'));

/** About the height of the notice, so that the rows hardly move when it is loaded. */
const orphansHeight = 116;

type InvoicePanelProps = {
  context: PanelContext;
  data: Answer<'invoices', 'list'>;
  refreshing: boolean;
  refresh: () => void;
  /** The banner at the top, if there is one. */
  banner: ReactNode;
  /** The billing plan of the deal, if there is one. */
  plan: ReactNode;
  /** Additional entries of the panel's menu. */
  entries: MenuEntry[];
};

/** Invoices and drafts of a context, their totals, and the actions. */
export function InvoicePanel(props: InvoicePanelProps) {
  const { context, data, refreshing, refresh, banner, plan, entries } = props;
  const now = useNow();
  const { customer, alone } = whoseInvoices(data);
  // Drafts being sent or checked come first, unfinished ones last.
  const moving = data.drafts.filter((draft) => draft.state !== 'editing');
  const editing = data.drafts.filter((draft) => draft.state === 'editing');
  const nothing = data.invoices.length === 0 && data.drafts.length === 0;
  const { connection } = data;
  const { of } = context;
  const hasNoDeals = data.dealIds?.length === 0;
  const party = of !== 'deal' && hasNoDeals ? { of, name: data.partyName ?? '' } : null;
  const addDeal = party && addDealOf(party, refresh);
  const add = <NewInvoiceButton context={context} connection={connection} addDeal={addDeal} />;
  const lists = <ListButtons context={context} connection={connection} />;
  const menu = <PanelMenu context={context} entries={entries} canAdd={connection !== 'ended'} />;
  const onDeal = context.of === 'deal';
  return (
    <>
      <PanelHeader
        context={context}
        customer={customer?.name}
        readAt={data.readAt}
        refreshing={refreshing}
        now={now}
        refresh={refresh}
      />
      <LedgerBar ledger={data.ledger} />
      <ReadingLine reading={data.reading} />
      <div className={styles.banner}>{banner}</div>
      {data.orphans.length > 0 ? (
        <div className={styles.banner}>
          <Suspense fallback={<div style={{ minHeight: orphansHeight }} />}>
            <OrphansNotice context={context} orphans={data.orphans} />
          </Suspense>
        </div>
      ) : null}
      {data.merges.length > 0 ? (
        <Suspense fallback={null}>
          <MergeLines merges={data.merges} customer={customer?.name ?? ''} />
        </Suspense>
      ) : null}
      <div className={styles.banner}>
        <PanelOffers context={context} offers={data.offers} today={data.today} addDeal={addDeal} />
      </div>
      {plan}
      {nothing ? (
        <EmptyState
          icon={<InvoiceIcon />}
          title={emptyTitle(onDeal, hasNoDeals)}
          action={add}
          footer={
            <>
              {lists}
              {menu}
            </>
          }
        >
          {emptyText(onDeal, hasNoDeals)}
        </EmptyState>
      ) : (
        <>
          <ul aria-label={m.invoices_title()}>
            {moving.map((draft) => (
              <DraftItem key={draft.id} draft={draft} connection={connection} now={now} />
            ))}
            {data.invoices.map((invoice) => (
              <InvoiceItem
                key={invoice.id}
                invoice={invoice}
                context={context}
                today={data.today}
                withCustomer={!alone}
                drift={data.drift.find(({ invoiceId }) => invoiceId === invoice.id)}
              />
            ))}
            {editing.map((draft) => (
              <DraftItem key={draft.id} draft={draft} connection={connection} now={now} />
            ))}
          </ul>
          <footer className={styles.footer}>
            {add}
            {lists}
            {menu}
          </footer>
        </>
      )}
    </>
  );
}

const emptyTitle = (onDeal: boolean, hasNoDeals: boolean): string => {
  if (onDeal) return m.invoices_none_title();
  return hasNoDeals ? m.invoice_list_no_deals_title() : m.invoices_none_here_title();
};

const emptyText = (onDeal: boolean, hasNoDeals: boolean): string => {
  if (onDeal) return m.invoices_none_text();
  return hasNoDeals ? m.invoices_no_deals_text() : m.invoices_none_here_text();
};
