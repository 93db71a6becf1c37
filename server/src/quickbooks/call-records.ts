import type { CallOutcome } from './calls/call.ts';

/** Records when QuickBooks last answered with success and last refused changes. */
export type CallRecords = {
  record(realm: { connectionId: string }, outcome: CallOutcome): void;
  /** Stores what was recorded. Never throws. */
  flush(): Promise<void>;
};
