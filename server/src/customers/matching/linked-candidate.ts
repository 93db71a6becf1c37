import type { Candidate } from '../contract.ts';

/**
 * The linked customer that a new invoice of a deal starts with: the first, because the candidates of
 * a deal are in the order of `inLinkOrder`. Null without a link.
 */
export const linkedCandidate = (candidates: Candidate[]): Candidate | null =>
  candidates.find(({ reason }) => reason === 'saved_link') ?? null;
