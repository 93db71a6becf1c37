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
  /** The name that was asked for last; null when nothing was. */
  asked: string | null;
  /** Id of the customer that was linked when it was asked for; null when nobody was, or nothing was asked. */
  instead: string | null;
  /** The call failed; what came of it may be known all the same. */
  failed: boolean;
  link: Pick<NonNullable<CustomerLink['link']>, 'why' | 'customer' | 'trouble'> | null;
  last: { state: 'checking' | 'not_created' | 'not_known' | 'refused' } | null;
};

/**
 * How the creation of a customer stands, told by what is linked now rather than by how the call ended: a
 * lost answer may have arrived. Pure.
 */
export const creationOutcome = (creation: Creation): CreationOutcome => {
  const { asked, instead, failed, link, last } = creation;
  if (link && link.trouble === null && (asked === null || link.customer.id !== instead)) {
    const ours = link.why === 'created' && link.customer.name === asked?.trim();
    return ours ? 'created' : 'none';
  }
  if (last?.state === 'checking') return 'checking';
  if (failed) return 'failed';
  return last?.state ?? 'none';
};
