import type { Turns } from './at-most.ts';
import type { Figures } from './figures.ts';

/** What everybody who works in the trial shares. */
export type DraftFixture = {
  figures: Figures;
  /** Presses and forms of all shops go through here; waiting does not. */
  turns: Turns;
  /** Invoices that a deal already has, as `realm id`. */
  linked: Set<string>;
  /** Called just before the user presses. */
  onPress(kind: string): void;
  /** Called when an intent has ended. */
  onEnd(): void;
  /** An intent that takes longer has failed. */
  patienceMs: number;
};
