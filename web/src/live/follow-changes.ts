import { createParser } from 'eventsource-parser';
import { request } from '../lib/request.ts';

/** Whose invoices changed; `dealIds` is null when anything of the company may have changed. */
export type LiveChange = { dealIds: number[] | null; customerIds: string[] };

export type ChangeHandlers = {
  /** Called when a stream has opened: whatever changed before was missed. */
  opened(): void;
  changed(change: LiveChange): void;
};

/** A stream ends with its token, after about five minutes; a connection that does not is broken. */
const longestMs = 6 * 60_000;

/** The server sends a heartbeat every 15 seconds, so a connection this silent is broken. */
const silenceMs = 45_000;

/** A stream that ended sooner counts as failed: something in between does not let it through. */
const shortMs = 10_000;

const firstPauseMs = 1_000;
const longestPauseMs = 60_000;

/**
 * Follows the server's changes until `signal` aborts. Reopens the stream when it ends, with a new
 * token, and after a failure with a delay that doubles up to one minute. Never rejects.
 */
export const followChanges = async (handlers: ChangeHandlers, signal: AbortSignal) => {
  let failures = 0;
  while (!signal.aborted) {
    const startedAt = performance.now();
    // An error and the end of a stream are both followed by the next one.
    await followOnce(handlers, signal).catch(() => null);
    failures = performance.now() - startedAt < shortMs ? failures + 1 : 0;
    await pause(pauseAfter(failures), signal);
  }
};

const followOnce = async ({ opened, changed }: ChangeHandlers, signal: AbortSignal) => {
  const silent = new AbortController();
  const response = await request('/api/live', {
    headers: { accept: 'text/event-stream' },
    signal: AbortSignal.any([signal, silent.signal]),
    patienceMs: longestMs,
  });
  if (!response.body || signal.aborted) return;
  opened();
  const parser = createParser({
    onEvent({ event, data }) {
      if (event === 'changed' && !signal.aborted) changed(JSON.parse(data) as LiveChange);
    },
  });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    for (;;) {
      timer = setTimeout(() => silent.abort(), silenceMs);
      const { done, value } = await reader.read();
      if (done) return;
      clearTimeout(timer);
      parser.feed(value);
    }
  } finally {
    clearTimeout(timer);
  }
};

/** Random within the last half, so that panels do not all return at once after a restart. */
const pauseAfter = (failures: number): number =>
  Math.min(firstPauseMs * 2 ** failures, longestPauseMs) * (1 - Math.random() / 2);

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
