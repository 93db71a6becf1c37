/** Runs something later; a fake one in tests. */
export type Timers = {
  /** Returns a function that cancels it. */
  after(ms: number, run: () => void): () => void;
};

/** One call that waits for its permit. `patienceMs`: how long it waits at most. */
export type Wanted = { background: boolean; batch: boolean; patienceMs: number };

export type Permit = {
  /**
   * To be called right before the request is sent: the time until the next one counts from here. False when
   * the slot could not be renewed for as long as a request may take; nothing is sent then.
   */
  begin(): boolean;
  /** Must be called when the request has ended, however it ended. */
  release(): void;
};

/** Why a call got no permit: it waited too long, or would have to; `retryAfterMs` is when to try again. */
export class NoPermit extends Error {
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    super('No permit in time');
    this.name = 'NoPermit';
    this.retryAfterMs = retryAfterMs;
  }
}
