/** What the stand-in is told of one company: how QuickBooks treats a repeated `requestid`. */
export type SwitchSetting = {
  /** Every value in one line, as figures and failures name it. */
  name: string;
  switches: {
    requestIdRetentionMs: number | null;
    replayFailures: boolean;
    otherBody: 'replay' | '600';
    whileRunning: '600' | 'wait' | 'execute';
  };
};

/** Forgotten before anything can be repeated: the unkindest memory. */
const shortMemoryMs = 1_000;

/** Every combination of what Intuit leaves open about `requestid`: 24. */
export const everySetting = (): SwitchSetting[] =>
  [null, shortMemoryMs].flatMap((requestIdRetentionMs) =>
    [false, true].flatMap((replayFailures) =>
      (['replay', '600'] as const).flatMap((otherBody) =>
        (['600', 'wait', 'execute'] as const).map((whileRunning) => ({
          name: [
            requestIdRetentionMs === null ? 'kept for ever' : 'soon forgotten',
            replayFailures ? 'failures replayed' : 'failures forgotten',
            `other body ${otherBody}`,
            `while running ${whileRunning}`,
          ].join(', '),
          switches: { requestIdRetentionMs, replayFailures, otherBody, whileRunning },
        })),
      ),
    ),
  );

/** Kept long enough for every repetition, unless the server is away for longer than `memoryMs`. */
export const memoryOf = (memoryMs: number): SwitchSetting => ({
  name: `forgotten after ${memoryMs} ms, less than the server is away`,
  switches: {
    requestIdRetentionMs: memoryMs,
    replayFailures: false,
    otherBody: 'replay',
    whileRunning: 'execute',
  },
});
