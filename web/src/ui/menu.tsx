import { lazy, type ReactNode, Suspense, useState } from 'react';
import { Button } from './button.tsx';
import { MoreIcon } from './icons.tsx';

export type MenuEntry = {
  key: string;
  label: string;
  icon?: ReactNode;
  /** A page to open in a new tab, instead of `run`. */
  href?: string;
  run?: () => void;
  /** Red, for what cannot be undone. */
  danger?: boolean;
};

const loadPopup = () => import('./menu-popup.tsx');
const MenuPopup = lazy(loadPopup);

/**
 * A "…" button with a menu. The menu itself is loaded at the first hover, focus or press, so that it
 * costs the first paint nothing; the press that loads it opens it.
 */
export function Menu({ label, entries }: { label: string; entries: MenuEntry[] }) {
  const [pressed, setPressed] = useState(false);
  const trigger = (
    <Button
      look="quiet"
      square
      aria-label={label}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={loadPopup}
      onFocus={loadPopup}
      onClick={() => setPressed(true)}
    >
      <MoreIcon />
    </Button>
  );
  if (!pressed) return trigger;
  return (
    <Suspense fallback={trigger}>
      <MenuPopup label={label} entries={entries} />
    </Suspense>
  );
}
