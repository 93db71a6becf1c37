/** What is counted while invoices are made; summed over all shops. */
export type Figures = {
  intents: number;
  /** How often *Create* was pressed. */
  presses: number;
  /** Answers that never came because the server was killed. */
  cutOff: number;
  /** Drafts that were unknown at least once. */
  unknown: number;
  refused: number;
  busy: number;
  /** Told as "was not created", after which *Create* was pressed again. */
  notCreated: number;
  /** How often the user was asked which invoice it is; of them, for drafts that have a twin. */
  choices: number;
  choicesOfTwins: number;
};

export const noFigures = (): Figures => ({
  intents: 0,
  presses: 0,
  cutOff: 0,
  unknown: 0,
  refused: 0,
  busy: 0,
  notCreated: 0,
  choices: 0,
  choicesOfTwins: 0,
});
