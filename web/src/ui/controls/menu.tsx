import { type ComponentType, useState } from 'react';
import { showSnackbar } from '../../host/dialogs.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button } from './button.tsx';
import { MoreIcon } from './icons.tsx';
import type { MenuPopupProps } from './menu-popup.tsx';

type MenuPopup = ComponentType<MenuPopupProps>;

const loadPopup = () => import('./menu-popup.tsx');

/** Preloads the menu. A failure is shown when the button is pressed. */
const loadAhead = () => {
  loadPopup().catch(() => {});
};

/**
 * An icon button with a menu. The code of the menu is loaded at the first hover, focus or press, to
 * keep it out of the first paint.
 */
export function Menu({ label, entries, button }: MenuPopupProps) {
  const [Popup, setPopup] = useState<MenuPopup | null>(null);
  if (Popup) return <Popup label={label} entries={entries} button={button} />;
  const open = async () => {
    try {
      const loaded = await loadPopup();
      setPopup(() => loaded.default);
    } catch {
      await showSnackbar(m.errors_offline_title());
    }
  };
  return (
    <Button
      variant={button?.variant ?? 'quiet'}
      busy={button?.busy}
      square
      aria-label={label}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={loadAhead}
      onFocus={loadAhead}
      onClick={open}
    >
      {button?.icon ?? <MoreIcon />}
    </Button>
  );
}
