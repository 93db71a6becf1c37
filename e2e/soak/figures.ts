/** Counters of a trial, summed over all trial companies. */
export type Figures = {
  invoices: number;
  actions: Record<string, number>;
  /** Presses of *Create* or of an action. */
  presses: number;
  /** Requests without a response because the server was killed. */
  cutOff: number;
  /** Intents that were unconfirmed at least once. */
  unconfirmed: number;
  /** Rejected presses, by error code. */
  refused: Record<string, number>;
  /** Intents reported as not done, after which the user pressed again. */
  notDone: number;
  /** Questions which invoice is the right one, by reason. */
  questions: { twin: number; candidates: number; rejectedLookups: number; noReason: number };
  /** Questions answered from QuickBooks because the panel offered no candidate. */
  answeredFromQuickbooks: number;
};

export const noFigures = (): Figures => ({
  invoices: 0,
  actions: {},
  presses: 0,
  cutOff: 0,
  unconfirmed: 0,
  refused: {},
  notDone: 0,
  questions: { twin: 0, candidates: 0, rejectedLookups: 0, noReason: 0 },
  answeredFromQuickbooks: 0,
});

export const countIn = (counts: Record<string, number>, name: string): void => {
  counts[name] = (counts[name] ?? 0) + 1;
};
