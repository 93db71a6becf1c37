import { openModal, showSnackbar } from '../host/dialogs.ts';
import type { PanelContext } from '../host/read-context.ts';
import { m } from '../messages/compiled/messages.js';
import { ClockIcon, CrossIcon, PersonIcon } from '../ui/controls/icons.tsx';
import type { MenuEntry } from '../ui/controls/menu-entry.ts';

/** Loaded when pressed, to keep it out of the panel's first paint. */
const unlink = async (
  context: PanelContext,
  customer: string,
  changed: () => void,
): Promise<void> => {
  const loaded = await import('../customers/unlink.ts').catch(() => null);
  if (loaded) await loaded.unlinkFromPanel(context, customer, changed);
  else await showSnackbar(m.errors_offline_title());
};

/** Menu entries of the customer and the billing plan; only a linked customer can be unlinked. */
export const customerEntries = (
  context: PanelContext,
  customer: { name: string } | null,
  changed: () => void,
): MenuEntry[] => [
  {
    key: 'customer',
    label: m.customers_menu(),
    icon: <PersonIcon />,
    run: () => void openModal({ show: 'customer', context }),
  },
  ...(context.of === 'deal'
    ? [
        {
          key: 'plan',
          label: m.billing_plans_menu(),
          icon: <ClockIcon />,
          run: () => void openModal({ show: 'plan', dealId: context.id }),
        },
      ]
    : []),
  ...(customer
    ? [
        {
          key: 'unlink',
          label: m.customers_unlink_entry(),
          icon: <CrossIcon />,
          run: () => void unlink(context, customer.name, changed),
        },
      ]
    : []),
];
