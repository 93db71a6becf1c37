/** What is counted while the trial runs; summed over all shops. */
export type Figures = {
  invoices: number;
  actions: Record<string, number>;
  /** How often *Create* or an action was pressed. */
  presses: number;
  /** Responses that never came because the server was killed. */
  cutOff: number;
  /** Intents whose outcome was not known at least once. */
  unconfirmed: number;
  /** Presses that were refused, by code. */
  refused: Record<string, number>;
  /** Told that nothing happened, after which the user pressed again. */
  notDone: number;
  /** How often the user was asked which invoice it is, by why there is a question. */
  questions: { twin: number; candidates: number; rejectedLookups: number; noReason: number };
  /** Questions answered with what stands in QuickBooks, because the panel offered nothing. */
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
