import { goToSettings, openModal } from '../../host/dialogs.ts';
import type { PanelContext } from '../../host/read-context.ts';
import { m } from '../../messages/compiled/messages.js';
import { GearIcon, InvoiceIcon, PlusIcon } from '../../ui/controls/icons.tsx';
import { Menu } from '../../ui/controls/menu.tsx';
import type { MenuEntry } from '../../ui/controls/menu-entry.ts';
import { Freshness } from './freshness.tsx';
import styles from './invoice-panel.module.css';

type PanelHeaderProps = {
  context: PanelContext;
  /** The linked customer, else the only customer of these invoices. */
  customer: string | undefined;
  readAt: string | null;
  refreshing: boolean;
  now: number;
  refresh: () => void;
};

/** Customer and age of the data. Pipedrive's own reload button and menu are directly above. */
export function PanelHeader(props: PanelHeaderProps) {
  const { context, customer, readAt, refreshing, now, refresh } = props;
  return (
    <header className={styles.header}>
      <p className={styles.customer}>
        <span className={styles.label}>{m.invoices_customer()}</span>
        <button
          type="button"
          className={customer ? styles.name : `${styles.name} ${styles.nobody}`}
          title={customer}
          aria-label={
            customer ? m.customers_show({ name: customer }) : m.customers_none_linked_link()
          }
          onClick={() => openModal({ show: 'customer', context })}
        >
          {customer ?? m.customers_none_linked()}
        </button>
      </p>
      <Freshness readAt={readAt} refreshing={refreshing} now={now} refresh={refresh} />
    </header>
  );
}

type PanelMenuProps = {
  context: PanelContext;
  /** Entries above the menu's own. */
  entries: MenuEntry[];
  /** Whether existing invoices can be added: not while QuickBooks is disconnected. */
  canAdd: boolean;
};

/** Further actions, at the bottom to keep away from Pipedrive's own menu of the panel. */
export function PanelMenu({ context, entries, canAdd }: PanelMenuProps) {
  const own = entriesAt(context).filter(({ key }) => canAdd || key !== 'add');
  return (
    <div className={styles.menu}>
      <Menu label={m.invoices_panel_menu()} entries={[...entries, ...own]} />
    </div>
  );
}

const entriesAt = (context: PanelContext): MenuEntry[] => [
  {
    key: 'add',
    label: m.invoice_list_add_existing(),
    icon: <PlusIcon />,
    run: () => void openModal({ show: 'add', context }),
  },
  {
    key: 'company',
    label: m.invoice_list_company(),
    icon: <InvoiceIcon />,
    run: () => void openModal({ show: 'company' }),
  },
  {
    key: 'settings',
    label: m.invoices_settings(),
    icon: <GearIcon />,
    run: () => void goToSettings(),
  },
];
