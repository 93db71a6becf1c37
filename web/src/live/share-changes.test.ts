import { locks } from 'node:worker_threads';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ChangeHandlers, LiveChange } from './follow-changes.ts';
import { shareChanges } from './share-changes.ts';

/** The open streams, each with the handlers of the page that has it. */
const streams = vi.hoisted(() => new Set<ChangeHandlers>());
vi.mock('./follow-changes.ts', () => ({
  followChanges: (handlers: ChangeHandlers, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      streams.add(handlers);
      handlers.opened();
      signal.addEventListener('abort', () => {
        streams.delete(handlers);
        resolve();
      });
    }),
}));

const pages: AbortController[] = [];
let browser = 0;
beforeEach(() => {
  browser += 1;
  vi.stubGlobal('navigator', { locks });
});
afterEach(() => {
  for (const page of pages.splice(0)) page.abort();
  vi.unstubAllGlobals();
});

/** Opens a page of the user; `heard` lists the changes that it received. */
const openPage = (user = 'one') => {
  const heard: (string | LiveChange)[] = [];
  const page = new AbortController();
  pages.push(page);
  const handlers: ChangeHandlers = {
    opened: () => heard.push('opened'),
    changed: (change) => heard.push(change),
  };
  const ended = shareChanges(`${browser} ${user}`, handlers, page.signal);
  return { heard, close: () => page.abort(), ended };
};

const change = (dealId: number): LiveChange => ({ dealIds: [dealId], customerIds: [] });

const send = (one: LiveChange) => {
  for (const stream of streams) stream.changed(one);
};

it('opens one stream for all pages, and tells each of them every change', async () => {
  const panel = openPage();
  await vi.waitFor(() => expect(panel.heard).toEqual(['opened']));
  const modal = openPage();
  await vi.waitFor(() => expect(modal.heard).toEqual(['opened']));
  expect(streams.size).toBe(1);
  send(change(7));
  await vi.waitFor(() => expect(modal.heard).toEqual(['opened', change(7)]));
  expect(panel.heard).toEqual(['opened', change(7)]);
});

it('passes the stream on when its page closes, and reports that changes may have been missed', async () => {
  const panel = openPage();
  await vi.waitFor(() => expect(panel.heard).toHaveLength(1));
  const modal = openPage();
  const list = openPage();
  await vi.waitFor(() => expect(list.heard).toHaveLength(1));
  panel.close();
  await panel.ended;
  await vi.waitFor(() => expect(list.heard).toEqual(['opened', 'opened']));
  expect(streams.size).toBe(1);
  send(change(8));
  await vi.waitFor(() => expect(list.heard.at(-1)).toEqual(change(8)));
  await vi.waitFor(() => expect(modal.heard.at(-1)).toEqual(change(8)));
  expect(panel.heard).toEqual(['opened']);
});

it('waits for the lock no longer than the page is open', async () => {
  const panel = openPage();
  await vi.waitFor(() => expect(streams.size).toBe(1));
  const modal = openPage();
  await vi.waitFor(() => expect(modal.heard).toHaveLength(1));
  modal.close();
  await modal.ended;
  panel.close();
  await panel.ended;
  expect(streams.size).toBe(0);
});

it('has a stream of its own for another user', async () => {
  openPage('one');
  const other = openPage('other');
  await vi.waitFor(() => expect(streams.size).toBe(2));
  expect(other.heard).toEqual(['opened']);
});

it('opens a stream per page where the browser offers no locks', async () => {
  vi.stubGlobal('navigator', {});
  openPage();
  openPage();
  await vi.waitFor(() => expect(streams.size).toBe(2));
});
