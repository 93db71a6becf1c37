import { goToSettings, openModal } from '../../host/dialogs.ts';
import type { PanelPlace } from '../../host/read-place.ts';
import { GearIcon, InvoiceIcon, PlusIcon } from '../../ui/icons.tsx';
import { Menu, type MenuEntry } from '../../ui/menu.tsx';
import { m } from '../../words/compiled/messages.js';
import { Freshness } from './freshness.tsx';
import styles from './invoice-panel.module.css';

type PanelHeaderProps = {
  place: PanelPlace;
  /** Who is linked, or whose all these invoices are. */
  customer: string | undefined;
  /** What else the menu offers, above its own entries. */
  entries: MenuEntry[];
  readAt: string | null;
  refreshing: boolean;
  now: number;
  refresh: () => void;
};

/** Whose invoices these are, how fresh they are, and the panel's own menu. */
export function PanelHeader(props: PanelHeaderProps) {
  const { place, customer, entries, readAt, refreshing, now, refresh } = props;
  return (
    <header className={styles.header}>
      <p className={styles.customer}>
        <span className={styles.label}>{m.invoices_customer()}</span>
        <button
          type="button"
          className={customer ? styles.name : `${styles.name} ${styles.nobody}`}
          title={customer}
          aria-label={
            customer
              ? m.customers_show({ name: customer })
              : m.customers_none_linked_link({ words: m.customers_none_linked() })
          }
          onClick={() => openModal({ show: 'customer', place })}
        >
          {customer ?? m.customers_none_linked()}
        </button>
      </p>
      <Freshness readAt={readAt} refreshing={refreshing} now={now} refresh={refresh} />
      <Menu label={m.invoices_panel_menu()} entries={[...entries, ...entriesAt(place)]} />
    </header>
  );
}

const entriesAt = (place: PanelPlace): MenuEntry[] => [
  {
    key: 'add',
    label: m.links_add_existing(),
    icon: <PlusIcon />,
    run: () => void openModal({ show: 'add', place }),
  },
  {
    key: 'company',
    label: m.links_company(),
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
