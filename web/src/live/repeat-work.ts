/**
 * Returns a function that runs `work`, at most once per `pauseMs` and never twice at once. Calls
 * during a run or its pause cause one more run afterwards.
 */
export const repeatWork = (work: () => Promise<unknown>, pauseMs: number): (() => void) => {
  let running = false;
  let again = false;
  const run = async () => {
    running = true;
    do {
      again = false;
      await work().catch(() => null);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    } while (again);
    running = false;
  };
  return () => {
    if (running) again = true;
    else void run();
  };
};
