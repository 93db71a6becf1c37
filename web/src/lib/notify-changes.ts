import { useEffect, useEffectEvent } from 'react';

/** Actions after which a panel of the same browser shows other figures. */
const changing = new Set([
  'company-data/delete',
  'company-data/keep',
  'connection/disconnect',
  'customers/change',
  'customers/create',
  'customers/unlink',
  'customers/update',
  'drafts/choose',
  'drafts/create',
  'drafts/discard',
  'drafts/save',
  'invoices/decline',
  'invoices/delete',
  'invoices/edit',
  'invoices/send',
  'invoices/void',
  'deal-links/link',
  'deal-links/unlink',
]);

let channel: BroadcastChannel | null = null;

/** Made when it is used first: the panel's first paint has nothing to do with it. */
const opened = (): BroadcastChannel => {
  channel ??= new BroadcastChannel('dealbill-changes');
  return channel;
};

/** Tells the panels and modals that stand beside this one, in this and in other tabs. */
export const tellChange = (): void => opened().postMessage(null);

/** Tells them of an action that was carried out, where it changes what they show. */
export const tellAction = (action: string): void => {
  if (changing.has(action)) tellChange();
};

/** Many changes in a row are followed by few readings. */
const pauseMs = 1_000;

/** Runs `then` soon after something was changed in another page of ours. */
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
