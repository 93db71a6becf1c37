import type { ReactNode } from 'react';
import type { ButtonProps } from './button.tsx';

/** Look of the button that opens a menu; "…" by default. */
export type MenuButton = Pick<ButtonProps, 'variant' | 'busy'> & { icon: ReactNode };

export type MenuEntry = {
  key: string;
  label: string;
  icon?: ReactNode;
  /** URL to open in a new tab, instead of `run`. */
  href?: string;
  run?: () => void;
  /** Runs once the menu is closed and its button has the focus, because it moves the focus. */
  runsAfterClose?: boolean;
  /** Red, for irreversible actions. */
  danger?: boolean;
  /** Not available now; the label says why. */
  disabled?: boolean;
};
