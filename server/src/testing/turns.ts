/**
 * Cost of `work`: the most processor time between two turns of the event loop, total processor
 * time, and wall time.
 */
export type Turns = { longestMs: number; processorMs: number; wallMs: number; turns: number };

const ms = ({ user, system }: NodeJS.CpuUsage): number => (user + system) / 1000;

/** Measures this thread's processor time in every turn of the event loop while `work` runs. */
export const measureTurns = async (work: () => Promise<unknown>): Promise<Turns> => {
  const begun = { processor: ms(process.threadCpuUsage()), wall: performance.now() };
  const measured = { longestMs: 0, turns: 0 };
  let last = begun.processor;
  let working = true;
  const turn = () => {
    const now = ms(process.threadCpuUsage());
    measured.longestMs = Math.max(measured.longestMs, now - last);
    measured.turns += 1;
    last = now;
    if (working) setImmediate(turn);
  };
  setImmediate(turn);
  try {
    await work();
    // The turn in which the work ended counts too.
    await new Promise((resolve) => setImmediate(resolve));
  } finally {
    working = false;
  }
  return {
    ...measured,
    processorMs: ms(process.threadCpuUsage()) - begun.processor,
    wallMs: performance.now() - begun.wall,
  };
};
