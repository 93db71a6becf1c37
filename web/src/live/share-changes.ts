import { type ChangeHandlers, followChanges, type LiveChange } from './follow-changes.ts';

/** What the page with the stream tells the others; null when its stream has opened. */
type Message = LiveChange | null;

/**
 * Like `followChanges`, with one stream for all visible pages of `who` in this browser, panels and
 * modals: the page that holds a lock has the stream and tells the others. When it closes, the next
 * one gets the lock.
 */
export const shareChanges = async (who: string, handlers: ChangeHandlers, signal: AbortSignal) => {
  // Only pages served over HTTPS or from this machine have locks.
  if (!navigator.locks) return followChanges(handlers, signal);
  const name = `dealbill-live ${who}`;
  const channel = new BroadcastChannel(name);
  signal.addEventListener('abort', () => channel.close());
  channel.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (signal.aborted) return;
    if (data) handlers.changed(data);
    else handlers.opened();
  });
  const telling: ChangeHandlers = {
    opened: () => {
      channel.postMessage(null satisfies Message);
      handlers.opened();
    },
    changed: (change) => {
      channel.postMessage(change satisfies Message);
      handlers.changed(change);
    },
  };
  const { held } = await navigator.locks.query();
  // The stream is open elsewhere: what changed before this page listened was missed.
  if (held?.some((lock) => lock.name === name) && !signal.aborted) handlers.opened();
  const lock = navigator.locks.request(name, { signal }, () => followChanges(telling, signal));
  // Rejected when the page closes while it waits.
  await lock.catch(() => null);
};
