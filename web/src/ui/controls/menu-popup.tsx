import { Menu } from '@base-ui/react/menu';
import { useRef } from 'react';
import { m } from '../../messages/compiled/messages.js';
import { Button } from './button.tsx';
import { ExternalIcon, MoreIcon } from './icons.tsx';
import type { MenuButton, MenuEntry } from './menu-entry.ts';
import styles from './menu-popup.module.css';

const look = (entry: MenuEntry) => (entry.danger ? `${styles.item} ${styles.danger}` : styles.item);

/** A panel with one invoice has no room for a menu below or above its button. */
const besideWhereLow = { side: 'flip', align: 'shift', fallbackAxisSide: 'start' } as const;

export type MenuPopupProps = { label: string; entries: MenuEntry[]; button?: MenuButton };

/** The loaded menu. It opens on mount, because the press that loads it should open it. */
export default function MenuPopup({ label, entries, button }: MenuPopupProps) {
  const chosen = useRef<MenuEntry | null>(null);
  const { icon = <MoreIcon />, variant = 'quiet', busy } = button ?? {};
  const closed = () => {
    const entry = chosen.current;
    chosen.current = null;
    entry?.run?.();
  };
  return (
    <Menu.Root
      defaultOpen
      modal={false}
      // A disabled trigger would lose the focus.
      onOpenChange={(open, details) => {
        if (open && busy) details.cancel();
      }}
      onOpenChangeComplete={(open) => (open ? undefined : closed())}
    >
      <Menu.Trigger
        render={<Button variant={variant} square aria-label={label} busy={busy} autoFocus />}
      >
        {icon}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner
          className={styles.positioner}
          align="end"
          sideOffset={2}
          collisionAvoidance={besideWhereLow}
        >
          <Menu.Popup className={styles.popup}>
            {entries.map((entry) =>
              entry.href ? (
                <Menu.LinkItem
                  key={entry.key}
                  className={look(entry)}
                  href={entry.href}
                  target="_blank"
                  rel="noopener noreferrer"
                  closeOnClick
                >
                  {entry.icon}
                  <span>{entry.label}</span>
                  <ExternalIcon className={styles.external} />
                  <span className="unseen">{m.common_opens_new_tab()}</span>
                </Menu.LinkItem>
              ) : (
                <Menu.Item
                  key={entry.key}
                  className={look(entry)}
                  disabled={entry.disabled}
                  onClick={() => {
                    if (entry.runsAfterClose) chosen.current = entry;
                    else entry.run?.();
                  }}
                >
                  {entry.icon}
                  <span>{entry.label}</span>
                </Menu.Item>
              ),
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
