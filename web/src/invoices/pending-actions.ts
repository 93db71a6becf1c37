import { useSyncExternalStore } from 'react';

/** Actions that reverse an invoice. */
export type VoidOrDelete = 'void' | 'delete';

let acts: ReadonlyMap<string, VoidOrDelete> = new Map();
const listeners = new Set<() => void>();

const become = (next: ReadonlyMap<string, VoidOrDelete>): void => {
  acts = next;
  for (const changed of listeners) changed();
};

/**
 * Runs `run` and shows the action as pending until it ends; does nothing while another action on
 * the invoice is pending.
 */
export const withPendingAction = async (
  invoiceId: string,
  act: VoidOrDelete,
  run: () => Promise<void>,
): Promise<void> => {
  if (acts.has(invoiceId)) return;
  become(new Map([...acts, [invoiceId, act]]));
  try {
    await run();
  } finally {
    become(new Map([...acts].filter(([other]) => other !== invoiceId)));
  }
};

const subscribe = (changed: () => void) => {
  listeners.add(changed);
  return () => listeners.delete(changed);
};

/** The action pending on an invoice in this window; null for none. */
export const usePendingAction = (invoiceId: string | undefined): VoidOrDelete | null =>
  useSyncExternalStore(subscribe, () => (invoiceId && acts.get(invoiceId)) || null);
