import type { ReactNode } from 'react';

export type MenuEntry = {
  key: string;
  label: string;
  icon?: ReactNode;
  /** A page to open in a new tab, instead of `run`. */
  href?: string;
  run?: () => void;
  /** Red, for what cannot be undone. */
  danger?: boolean;
  /** Cannot be chosen now; the label says why. */
  disabled?: boolean;
};
