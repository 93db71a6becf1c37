/** How the emulator treats a repeated `requestid` of one company. */
export type SwitchSetting = {
  /** Every value in one line, for figures and failures. */
  name: string;
  switches: {
    requestIdRetentionMs: number | null;
    replayFailures: boolean;
    otherBody: 'replay' | '600';
    whileRunning: '600' | 'wait' | 'execute';
  };
};

/** Shorter than any two requests of one operation are apart, so every repetition meets a forgotten id. */
const shortMemoryMs = 300;

/** Every combination of what Intuit leaves open about `requestid`: 24. */
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

/** Ids kept long enough for every repetition, except where the server is down for longer than `memoryMs`. */
export const memoryOf = (memoryMs: number): SwitchSetting => ({
  name: `ids forgotten after ${memoryMs} ms, less than the server is down`,
  switches: {
    requestIdRetentionMs: memoryMs,
    replayFailures: false,
    otherBody: 'replay',
    whileRunning: 'execute',
  },
});
