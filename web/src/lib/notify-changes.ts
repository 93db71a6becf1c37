import { useEffect, useEffectEvent } from 'react';

/** Actions that change what other open panels and modals show. */
const changing = new Set([
  'billing-plans/save',
  'company-data/delete',
  'company-data/keep',
  'connection/disconnect',
  'connection/dismissWarning',
  'customers/change',
  'customers/create',
  'customers/reactivate',
  'customers/unlink',
  'customers/update',
  'drafts/choose',
  'drafts/create',
  'drafts/discard',
  'drafts/save',
  'drift/keep',
  'invoice-offers/decline',
  'invoice-offers/restore',
  'initial-sync/again',
  'invoices/decline',
  'invoices/delete',
  'invoices/edit',
  'invoices/send',
  'invoices/void',
  'deal-links/link',
  'deal-links/unlink',
  'problems/ignore',
  'problems/restore',
  'problems/retry',
  'sync-settings/change',
  'sync-settings/reset',
]);

let channel: BroadcastChannel | null = null;

/** Opened on first use, to keep it out of the panel's first paint. */
const opened = (): BroadcastChannel => {
  channel ??= new BroadcastChannel('dealbill-changes');
  return channel;
};

/** Notifies other panels and modals of this browser, in this tab and in others. */
export const tellChange = (): void => opened().postMessage(null);

/** Notifies other pages after an action that changes what they show. */
export const tellAction = (action: string): void => {
  if (changing.has(action)) tellChange();
};

/** Waits so long after a change, so that a series of changes causes one refresh per second. */
const pauseMs = 1_000;

/** Runs `then` within a second after another page of this browser changed something. */
export const useChangedElsewhere = (then: () => void): void => {
  const run = useEffectEvent(then);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const changed = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        run();
      }, pauseMs);
    };
    const on = opened();
    on.addEventListener('message', changed);
    return () => {
      clearTimeout(timer);
      on.removeEventListener('message', changed);
    };
  }, []);
};
