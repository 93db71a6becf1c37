/** Runs something later; a fake one in tests. */
export type Timers = {
  /** Returns a function that cancels it. */
  after(ms: number, run: () => void): () => void;
};

/** One call that waits for its permit. `patienceMs`: how long it waits at most. */
export type Wanted = { background: boolean; batch: boolean; patienceMs: number };

/** `release` must be called when the request has ended, however it ended. */
export type Permit = { release(): void };

/** Why a call got no permit: it waited too long, or would have to; `retryAfterMs` is when to try again. */
export class NoPermit extends Error {
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    super('No permit in time');
    this.name = 'NoPermit';
    this.retryAfterMs = retryAfterMs;
  }
}
