import type { ReactNode } from 'react';

export type MenuEntry = {
  key: string;
  label: string;
  icon?: ReactNode;
  /** URL to open in a new tab, instead of `run`. */
  href?: string;
  run?: () => void;
  /** Red, for irreversible actions. */
  danger?: boolean;
  /** Not available now; the label says why. */
  disabled?: boolean;
};
