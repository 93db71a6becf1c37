// @vitest-environment happy-dom
import { cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadMessages } from '../lib/messages-of.ts';
import { useLiveChanges } from './use-live-changes.ts';

// Otherwise the first failed request would wait for them.
await loadMessages();

let tokens = 0;
vi.mock('../host/signed-token.ts', () => ({
  signedToken: async () => `token ${++tokens}`,
  forgetToken: () => {},
}));
const panelContext = vi.hoisted(() => ({ framed: true }));
vi.mock('../host/panel-context.ts', () => ({ panelContext }));
/** Pipedrive's message that the panel was collapsed or opened. */
let tellPanel: (message: { data: { is_visible: boolean } }) => void;
vi.mock('../host/sdk.ts', () => ({
  Event: { VISIBILITY: 'visibility' },
  sdk: () => ({
    listen: (_event: string, listener: typeof tellPanel) => {
      tellPanel = listener;
      return () => {};
    },
  }),
}));
vi.mock('../lib/after-paint.ts', () => ({ afterPaint: async () => {} }));

type Opened = {
  path: string;
  token: string | undefined;
  signal: AbortSignal;
  send(text: string): void;
  end(): void;
};

let streams: Opened[];
/** Responses to the next requests instead of a stream. */
let failures: (Response | Error)[];
let visibility: DocumentVisibilityState;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  vi.spyOn(Math, 'random').mockReturnValue(0);
  tokens = 0;
  streams = [];
  failures = [];
  visibility = 'visible';
  panelContext.framed = true;
  vi.spyOn(document, 'visibilityState', 'get').mockImplementation(() => visibility);
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const failure = failures.shift();
    if (failure instanceof Error) throw failure;
    if (failure) return failure;
    const signal = init.signal as AbortSignal;
    const { promise, resolve } = Promise.withResolvers<ReadableStreamDefaultController>();
    const body = new ReadableStream({ start: resolve });
    const controller = await promise;
    signal.addEventListener('abort', () => controller.error(signal.reason));
    const { authorization } = init.headers as Record<string, string>;
    streams.push({
      path,
      token: authorization,
      signal,
      send: (text) => controller.enqueue(new TextEncoder().encode(text)),
      end: () => controller.close(),
    });
    return { ok: true, status: 200, body } as Response;
  });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const open = (initialProps = { ready: true }) => {
  const heard: unknown[] = [];
  const hook = renderHook(
    ({ ready }) =>
      useLiveChanges(ready, {
        opened: () => heard.push('opened'),
        changed: ({ dealIds }) => heard.push(dealIds),
      }),
    { initialProps },
  );
  return { ...hook, heard };
};

/** Lets this much time pass, and everything that follows from it happen. */
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** The newest stream, once there are `count`. */
const stream = async (count = 1): Promise<Opened> => {
  await vi.waitFor(() => expect(streams).toHaveLength(count));
  return streams[count - 1] as Opened;
};

const see = (state: DocumentVisibilityState) => {
  visibility = state;
  document.dispatchEvent(new Event('visibilitychange'));
};

const change = (...dealIds: number[]) =>
  `event: changed\ndata: ${JSON.stringify({ dealIds, customerIds: [] })}\n\n`;

describe('the stream of a panel', () => {
  it('opens once the panel is ready, and only inside Pipedrive', async () => {
    const { rerender } = open({ ready: false });
    await pass(1_000);
    expect(streams).toEqual([]);
    rerender({ ready: true });
    expect(await stream()).toMatchObject({ path: '/api/live', token: 'Bearer token 1' });

    cleanup();
    panelContext.framed = false;
    open();
    await pass(1_000);
    expect(streams).toHaveLength(1);
  });

  it('passes on each change, also when its text arrives in parts', async () => {
    const { heard } = open();
    const { send } = await stream();
    send(':\n\nevent: chan');
    send(`ged\ndata: {"dealIds":[7]}\n\n${change(8, 9)}event: changed\ndata: {"dealIds":null}\n\n`);
    send('event: other\ndata: {}\n\n');
    await vi.waitFor(() => expect(heard).toEqual(['opened', [7], [8, 9], null]));
  });

  it('reopens with a new token when it ends, and reports that changes may have been missed', async () => {
    const { heard } = open();
    const first = await stream();
    await pass(20_000);
    first.send(change(7));
    await pass(20_000);
    first.end();
    await pass(1_000);
    const second = await stream(2);
    expect(second.token).toBe('Bearer token 2');
    second.send(change(8));
    await vi.waitFor(() => expect(heard).toEqual(['opened', [7], 'opened', [8]]));
  });

  it('waits twice as long after each failure, up to a minute, and starts again after a success', async () => {
    failures = Array.from({ length: 8 }, () => new TypeError('Failed to fetch'));
    open();
    for (const seconds of [2, 4, 8, 16, 32, 60, 60]) {
      const left = failures.length;
      await pass(seconds * 1_000 - 500);
      expect(failures).toHaveLength(Math.min(left, 7));
      await pass(500);
      expect(failures).toHaveLength(Math.min(left, 7) - 1);
    }
    await pass(60_000);
    const { end, send } = await stream();
    await pass(20_000);
    send(':\n\n');
    end();
    await pass(1_500);
    await stream(2);
  });

  it('is closed while the page is hidden', async () => {
    const { heard } = open();
    const first = await stream();
    see('hidden');
    expect(first.signal.aborted).toBe(true);
    await pass(120_000);
    expect(streams).toHaveLength(1);
    see('visible');
    const second = await stream(2);
    second.send(change(7));
    await vi.waitFor(() => expect(heard).toEqual(['opened', 'opened', [7]]));
  });

  it('is closed while the panel is collapsed', async () => {
    open();
    const { signal } = await stream();
    tellPanel({ data: { is_visible: false } });
    expect(signal.aborted).toBe(true);
    see('visible');
    await pass(120_000);
    expect(streams).toHaveLength(1);
    tellPanel({ data: { is_visible: true } });
    await stream(2);
  });

  it('does not open in a hidden page', async () => {
    visibility = 'hidden';
    open();
    await pass(10_000);
    expect(streams).toEqual([]);
  });

  it('reopens after 45 seconds without a heartbeat', async () => {
    open();
    const { send, signal } = await stream();
    await pass(40_000);
    send(':\n\n');
    await pass(40_000);
    expect(signal.aborted).toBe(false);
    await pass(5_000);
    expect(signal.aborted).toBe(true);
    await pass(2_000);
    await stream(2);
  });

  it('closes with the panel', async () => {
    const { unmount, heard } = open();
    const { signal } = await stream();
    unmount();
    expect(signal.aborted).toBe(true);
    await pass(120_000);
    expect(streams).toHaveLength(1);
    expect(heard).toEqual(['opened']);
  });
});
