import type { ReactNode } from 'react';
import type { PanelPlace } from '../../host/read-place.ts';
import type { Answer } from '../../lib/api.ts';
import { useNow } from '../../lib/use-now.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { InvoiceIcon } from '../../ui/icons.tsx';
import type { MenuEntry } from '../../ui/menu.tsx';
import { m } from '../../words/compiled/messages.js';
import { DraftItem } from './draft-row.tsx';
import styles from './invoice-panel.module.css';
import { InvoiceItem } from './invoice-row.tsx';
import { LedgerBar } from './ledger-bar.tsx';
import { OrphansNotice } from './orphans-notice.tsx';
import { PanelHeader, PanelMenu } from './panel-header.tsx';
import { ListButtons, NewInvoiceButton } from './ways-on.tsx';
import { whoseInvoices } from './whose-invoices.ts';

type InvoicePanelProps = {
  place: PanelPlace;
  data: Answer<'invoices', 'list'>;
  refreshing: boolean;
  refresh: () => void;
  /** The one problem at the top, if there is one. */
  banner: ReactNode;
  /** What the panel's menu offers besides its own. */
  entries: MenuEntry[];
};

/** A place's invoices and drafts, what they come to, and the ways on. */
export function InvoicePanel(props: InvoicePanelProps) {
  const { place, data, refreshing, refresh, banner, entries } = props;
  const now = useNow();
  const { customer, alone } = whoseInvoices(data);
  // What is on its way stands above, what is half-finished below.
  const moving = data.drafts.filter((draft) => draft.state !== 'editing');
  const editing = data.drafts.filter((draft) => draft.state === 'editing');
  const nothing = data.invoices.length === 0 && data.drafts.length === 0;
  const broken = data.connection === 'broken';
  const add = <NewInvoiceButton place={place} broken={broken} />;
  const menu = <PanelMenu place={place} entries={entries} />;
  const onDeal = place.of === 'deal';
  return (
    <>
      <PanelHeader
        place={place}
        customer={customer?.name}
        readAt={data.readAt}
        refreshing={refreshing}
        now={now}
        refresh={refresh}
      />
      <LedgerBar ledger={data.ledger} />
      <div className={styles.banner}>{banner}</div>
      <div className={styles.banner}>
        <OrphansNotice place={place} orphans={data.orphans} />
      </div>
      {nothing ? (
        <EmptyState
          icon={<InvoiceIcon />}
          title={onDeal ? m.invoices_none_title() : m.invoices_none_here_title()}
          action={add}
          footer={
            <>
              <ListButtons place={place} />
              {menu}
            </>
          }
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
                withCustomer={!alone}
              />
            ))}
            {editing.map((draft) => (
              <DraftItem key={draft.id} draft={draft} now={now} />
            ))}
          </ul>
          <footer className={styles.footer}>
            {add}
            <ListButtons place={place} />
            {menu}
          </footer>
        </>
      )}
    </>
  );
}
