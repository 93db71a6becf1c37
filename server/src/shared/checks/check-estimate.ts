import type { DraftContent } from '../contract/draft-content.ts';
import { type FieldErrors, wrong } from './field-problems.ts';

/** States of a linked estimate in QuickBooks that forbid the link. */
export const estimateTroubles = ['billed', 'closed', 'expired', 'deleted'] as const;

export type EstimateTrouble = (typeof estimateTroubles)[number];

/**
 * Finds why an invoice cannot be linked to its estimate, with path `estimate`. `today` is the date
 * in the company's time zone; `trouble` is known after QuickBooks was read.
 */
export const checkEstimate = (
  { estimate, customer: { choice } }: DraftContent,
  today: string,
  trouble: EstimateTrouble | null = null,
): FieldErrors => {
  if (!estimate) return [];
  const isOfOther =
    choice.kind === 'new' || (choice.kind === 'existing' && choice.id !== estimate.customerId);
  if (isOfOther) return wrong('estimate', 'estimate_of_other');
  const { expiresOn } = estimate;
  if (expiresOn !== null && expiresOn < today)
    return wrong('estimate', 'estimate_expired', expiresOn);
  return trouble === null ? [] : wrong('estimate', `estimate_${trouble}`);
};
