import { m } from '../messages/compiled/messages.js';
import type { Problem } from './queries.ts';

type Deal = NonNullable<Problem['deal']>;
type Party = NonNullable<Problem['party']>;

/** The title of a deal, else its number; says when the deal was deleted. */
export const dealText = ({ id, title, url }: Deal): string => {
  const name = title || m.problems_deal({ id });
  return url === null ? m.problems_deal_deleted({ name }) : name;
};

/** The name of an organization or person, else its number. */
export const partyText = ({ of, id, name }: Party): string => {
  if (name) return name;
  return of === 'organization' ? m.problems_organization({ id }) : m.problems_person({ id });
};
