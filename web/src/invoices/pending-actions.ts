import { useSyncExternalStore } from 'react';

/** What takes an invoice back. */
export type VoidOrDelete = 'void' | 'delete';

let acts: ReadonlyMap<string, VoidOrDelete> = new Map();
const listeners = new Set<() => void>();

const become = (next: ReadonlyMap<string, VoidOrDelete>): void => {
  acts = next;
  for (const changed of listeners) changed();
};

/** Runs `run`, shown at the invoice until it ends; nothing where something is being done to it already. */
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
    become(new Map([...acts].filter(([id]) => id !== invoiceId)));
  }
};

const subscribe = (changed: () => void) => {
  listeners.add(changed);
  return () => listeners.delete(changed);
};

/** What is being done to an invoice from here just now. */
export const usePendingAction = (invoiceId: string | undefined): VoidOrDelete | null =>
  useSyncExternalStore(subscribe, () => (invoiceId && acts.get(invoiceId)) || null);
