import type { CustomerLink } from './queries.ts';

export type CreationOutcome =
  | 'none'
  | 'checking'
  | 'created'
  | 'not_created'
  | 'not_known'
  | 'refused'
  | 'failed';

type Creation = {
  /** The name requested last; null for none. */
  asked: string | null;
  /** Id of the customer linked at the request; null when none was, or without a request. */
  replacedCustomerId: string | null;
  /** True when the call failed; its outcome may still be known. */
  failed: boolean;
  link: Pick<NonNullable<CustomerLink['link']>, 'why' | 'customer' | 'trouble'> | null;
  last: { state: 'checking' | 'not_created' | 'not_known' | 'refused' } | null;
};

/**
 * Outcome of creating a customer, derived from the linked customer rather than from the call,
 * because a request without a response may have arrived. Pure.
 */
export const creationOutcome = (creation: Creation): CreationOutcome => {
  const { asked, replacedCustomerId, failed, link, last } = creation;
  if (
    link &&
    link.trouble === null &&
    (asked === null || link.customer.id !== replacedCustomerId)
  ) {
    const ours = link.why === 'created' && link.customer.name === asked?.trim();
    return ours ? 'created' : 'none';
  }
  if (last?.state === 'checking') return 'checking';
  if (failed) return 'failed';
  return last?.state ?? 'none';
};
