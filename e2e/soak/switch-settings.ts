/** The emulator's behaviour for a repeated `requestid` of one company. */
export type SwitchSetting = {
  /** All values in one line, for figures and failure messages. */
  name: string;
  switches: {
    requestIdRetentionMs: number | null;
    replayFailures: boolean;
    otherBody: 'replay' | '600';
    whileRunning: '600' | 'wait' | 'execute';
  };
};

/**
 * Shorter than the interval between requests of one operation, so every id is forgotten in time.
 */
const shortMemoryMs = 300;

/** All 24 combinations of the behaviour that Intuit leaves undocumented for `requestid`. */
export const everySetting = (): SwitchSetting[] =>
  [null, shortMemoryMs].flatMap((requestIdRetentionMs) =>
    [false, true].flatMap((replayFailures) =>
      (['replay', '600'] as const).flatMap((otherBody) =>
        (['600', 'wait', 'execute'] as const).map((whileRunning) => ({
          name: [
            requestIdRetentionMs === null ? 'ids kept' : 'ids soon forgotten',
            replayFailures ? 'failures replayed' : 'failures forgotten',
            `other body ${otherBody}`,
            `while running ${whileRunning}`,
          ].join(', '),
          switches: { requestIdRetentionMs, replayFailures, otherBody, whileRunning },
        })),
      ),
    ),
  );

/** Ids outlive every retry, except when the server is down for longer than `memoryMs`. */
export const memoryOf = (memoryMs: number): SwitchSetting => ({
  name: `ids forgotten after ${memoryMs} ms, less than the server is down`,
  switches: {
    requestIdRetentionMs: memoryMs,
    replayFailures: false,
    otherBody: 'replay',
    whileRunning: 'execute',
  },
});
