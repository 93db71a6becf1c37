import type { Candidate } from '../contract.ts';

/**
 * The linked customer that a new invoice of a deal starts with: the one in the deal's currency, else
 * the first. Null without a link.
 */
export const linkedCandidate = (candidates: Candidate[], currency: string): Candidate | null => {
  const linked = candidates.filter(({ reason }) => reason === 'saved_link');
  return linked.find((one) => one.currency === currency) ?? linked[0] ?? null;
};
