import type { ReactNode } from 'react';
import { goToSettings, openModal } from '../host/dialogs.ts';
import type { Answer } from '../lib/api.ts';
import { useNow } from '../lib/use-now.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { GearIcon, InvoiceIcon, PlusIcon } from '../ui/icons.tsx';
import { Menu } from '../ui/menu.tsx';
import { m } from '../words/compiled/messages.js';
import { DraftItem } from './draft-row.tsx';
import { Freshness } from './freshness.tsx';
import styles from './invoice-panel.module.css';
import { InvoiceItem } from './invoice-row.tsx';
import { LedgerBar } from './ledger-bar.tsx';

type InvoicePanelProps = {
  dealId: number;
  data: Answer<'invoices', 'list'>;
  refreshing: boolean;
  refresh: () => void;
  /** The one problem at the top, if there is one. */
  banner: ReactNode;
};

/** The deal's invoices and drafts, and the way to a new one. */
export function InvoicePanel({ dealId, data, refreshing, refresh, banner }: InvoicePanelProps) {
  const now = useNow();
  const customers = new Set(data.invoices.map((invoice) => invoice.customerId));
  const onlyCustomer = customers.size === 1 ? data.invoices[0]?.customerName : undefined;
  // What is on its way stands above, what is half-finished below.
  const moving = data.drafts.filter((draft) => draft.state !== 'editing');
  const editing = data.drafts.filter((draft) => draft.state === 'editing');
  const nothing = data.invoices.length === 0 && data.drafts.length === 0;
  const broken = data.connection === 'broken';
  const add = (
    <Button
      look="primary"
      aria-label={m.invoices_new_label()}
      disabled={broken}
      title={broken ? m.errors_connection_broken_title() : undefined}
      onClick={() => openModal({ show: 'form', dealId })}
    >
      <PlusIcon />
      {m.invoices_new()}
    </Button>
  );
  return (
    <>
      <header className={styles.header}>
        <p className={styles.customer}>
          {onlyCustomer ? (
            <>
              <span className={styles.label}>{m.invoices_customer()}</span>{' '}
              <span title={onlyCustomer}>{onlyCustomer}</span>
            </>
          ) : (
            <span className={styles.label}>{data.company}</span>
          )}
        </p>
        <Freshness readAt={data.readAt} refreshing={refreshing} now={now} refresh={refresh} />
        <Menu
          label={m.invoices_panel_menu()}
          entries={[
            {
              key: 'add',
              label: m.links_add_existing(),
              icon: <PlusIcon />,
              run: () => void openModal({ show: 'add', dealId }),
            },
            {
              key: 'company',
              label: m.links_company(),
              icon: <InvoiceIcon />,
              run: () => void openModal({ show: 'company', dealId }),
            },
            {
              key: 'settings',
              label: m.invoices_settings(),
              icon: <GearIcon />,
              run: () => void goToSettings(),
            },
          ]}
        />
      </header>
      <LedgerBar ledger={data.ledger} />
      <div className={styles.banner}>{banner}</div>
      {nothing ? (
        <EmptyState icon={<InvoiceIcon />} title={m.invoices_none_title()} action={add}>
          {m.invoices_none_text()}
        </EmptyState>
      ) : (
        <>
          <ul aria-label={m.invoices_title()}>
            {moving.map((draft) => (
              <DraftItem key={draft.id} draft={draft} dealId={dealId} now={now} />
            ))}
            {data.invoices.map((invoice) => (
              <InvoiceItem
                key={invoice.id}
                invoice={invoice}
                dealId={dealId}
                today={data.today}
                withCustomer={onlyCustomer === undefined}
              />
            ))}
            {editing.map((draft) => (
              <DraftItem key={draft.id} draft={draft} dealId={dealId} now={now} />
            ))}
          </ul>
          <footer className={styles.footer}>
            {add}
            <Button onClick={() => openModal({ show: 'add', dealId })}>
              {m.links_add_existing()}
            </Button>
            <Button onClick={() => openModal({ show: 'all', dealId })}>{m.links_view_all()}</Button>
          </footer>
        </>
      )}
    </>
  );
}
