import { openModal, showSnackbar } from './host/dialogs.ts';
import type { PanelPlace } from './host/read-place.ts';
import { wordsFor } from './lib/error-words.ts';
import { CrossIcon, PersonIcon } from './ui/icons.tsx';
import type { MenuEntry } from './ui/menu.tsx';
import { m } from './words/compiled/messages.js';

/** Loaded at the press: the panel's first paint has nothing to do with it. */
const unlink = async (place: PanelPlace, customer: string, changed: () => void): Promise<void> => {
  const loaded = await import('./customers/unlink.ts').catch(() => null);
  if (loaded) await loaded.unlinkFromPanel(place, customer, changed);
  else await showSnackbar(wordsFor('offline').title);
};

/** What the panel's menu offers about the customer; only who is linked can be unlinked. */
export const customerEntries = (
  place: PanelPlace,
  customer: { name: string } | null,
  changed: () => void,
): MenuEntry[] => [
  {
    key: 'customer',
    label: m.customers_menu(),
    icon: <PersonIcon />,
    run: () => void openModal({ show: 'customer', place }),
  },
  ...(customer
    ? [
        {
          key: 'unlink',
          label: m.customers_unlink_entry(),
          icon: <CrossIcon />,
          run: () => void unlink(place, customer.name, changed),
        },
      ]
    : []),
];
