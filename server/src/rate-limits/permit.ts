/** Schedules callbacks; tests pass simulated timers. */
export type Timers = {
  /** Returns a function that cancels it. */
  after(ms: number, run: () => void): () => void;
};

/** Kind of call that needs a permit. `patienceMs`: longest wait, in milliseconds. */
export type Wanted = { background: boolean; batch: boolean; patienceMs: number };

export type Permit = {
  /**
   * Call it right before sending: the gap to the next request counts from here. Returns false when
   * the rest of the slot's lease is shorter than a request may take; then send nothing.
   */
  begin(): boolean;
  /** Call it when the request has ended, successful or not. */
  release(): void;
};

/**
 * Thrown when a call waited too long for a permit, or would have to. `retryAfterMs`: milliseconds
 * until a retry makes sense.
 */
export class NoPermit extends Error {
  readonly retryAfterMs: number;

  constructor(retryAfterMs: number) {
    super('No permit became free in time');
    this.name = 'NoPermit';
    this.retryAfterMs = retryAfterMs;
  }
}
