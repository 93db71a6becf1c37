import type { Turns } from './at-most.ts';
import type { Figures } from './figures.ts';

/** State shared by all users of the trial. */
export type DraftFixture = {
  figures: Figures;
  /** Limits concurrent presses and forms across all trial companies; waiting is not limited. */
  turns: Turns;
  /** Invoices that are linked to a deal, as `realm id`. */
  linked: Set<string>;
  /** Called before each press. */
  onPress(kind: string): void;
  /** Called after an intent has ended. */
  onEnd(): void;
  /** Time-out of an intent. */
  patienceMs: number;
};
