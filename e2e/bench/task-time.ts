import type { Browser, Page } from 'playwright';

type TraceEvent = {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Processor time of the thread, microseconds. */
  tdur?: number;
  args?: { data?: { url?: string; processId?: number }; name?: string };
};

/** Processor time of the tasks of a page's main thread, milliseconds. */
export type TaskTime = { sum: number; longest: number };

/**
 * Records Chromium's tasks while `run` runs, and returns the processor time of those on the main
 * thread that rendered the page with this path. Other load on the machine does not count.
 */
export const taskTimeOf = async (
  browser: Browser,
  page: Page,
  pid: number | null,
  run: () => Promise<void>,
): Promise<TaskTime & { pid: number }> => {
  await browser.startTracing(page, {
    categories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline'],
  });
  await run();
  const trace: { traceEvents: TraceEvent[] } = JSON.parse(String(await browser.stopTracing()));
  const events = trace.traceEvents;
  const mainThreads = new Map(
    events
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map((event) => [event.pid, event.tid]),
  );
  const loading = events
    .filter(({ args }) => args?.data?.url?.includes('/modal'))
    .flatMap((event) => [event.args?.data?.processId ?? event.pid, event.pid]);
  const process = pid ?? loading.find((of) => mainThreads.has(of));
  if (process === undefined) throw new Error('The modal is not in the trace');
  const tasks = events
    .filter(
      ({ name, tid, pid: of }) =>
        name === 'RunTask' && of === process && tid === mainThreads.get(process),
    )
    .map(({ tdur = 0 }) => tdur / 1000);
  if (tasks.length === 0) throw new Error('The trace has no tasks');
  return {
    pid: process,
    sum: tasks.reduce((sum, time) => sum + time, 0),
    longest: Math.max(...tasks),
  };
};
