import { periodKey } from '../shared/billing/periods.ts';
import type { EnteredEntry } from './contract.ts';

/** Names within a deal what an entry came from; null for an entry that was entered by hand. */
export const sourceKeyOf = (source: EnteredEntry['source']): string | null => {
  if (source === null) return null;
  return source.kind === 'installment' ? `installment ${source.installmentId}` : periodKey(source);
};

/** The key of a period that the deal remaining after a merge has billed for itself, too. */
export const sourceKeyOfMerged = (key: string, dealId: number): string => `deal ${dealId} ${key}`;

export const installmentIdIn = (key: string | null): number | null => {
  const [, id] = /^(?:deal \d+ )*installment (\d+)$/.exec(key ?? '') ?? [];
  return id === undefined ? null : Number(id);
};
