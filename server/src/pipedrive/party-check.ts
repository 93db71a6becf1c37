import type { Clock } from '../clock.ts';
import { currentMs, makeAnswerCache } from './answer-cache.ts';
import type { Deal, Party, PipedriveGateway, PipedriveUser } from './gateway.ts';

const maxCachedParties = 5_000;

/** An organization or a person, by its id in Pipedrive. */
export type PartyRef = { of: 'organization' | 'person'; id: number };

/** An organization or person, with the deals of it that the user may see. */
export type VisibleParty = { party: Pick<Party, 'id' | 'name'>; deals: Deal[] };

/**
 * Checks with the user's own grant that they may see an organization or person, and returns it with
 * its deals: three calls, cached for five minutes; `now` accepts an answer of the last 3 s. Throws
 * what the gateway throws: `not_found` when the user may not see it.
 */
export const makePartyCheck = (
  gateway: Pick<PipedriveGateway, 'organization' | 'person' | 'dealsOf'>,
  clock: Clock,
) => {
  const cache = makeAnswerCache<VisibleParty>(clock, maxCachedParties);

  const readParty = async (user: PipedriveUser, { of, id }: PartyRef): Promise<VisibleParty> => {
    const [party, deals] = await Promise.all([
      gateway[of](user, id),
      gateway.dealsOf(user, { of, id }),
    ]);
    return { party: { id: party.id, name: party.name }, deals };
  };

  const cachedOrRead = (
    user: PipedriveUser,
    party: PartyRef,
    maxAgeMs?: number,
  ): Promise<VisibleParty> => {
    const key = `${user.companyId}/${user.userId}/${party.of}/${party.id}`;
    const cached = cache.get(key, maxAgeMs);
    if (cached) return cached;
    const answer = readParty(user, party);
    cache.set(key, answer);
    return answer;
  };

  return Object.assign((user: PipedriveUser, party: PartyRef) => cachedOrRead(user, party), {
    now: (user: PipedriveUser, party: PartyRef) => cachedOrRead(user, party, currentMs),
  });
};

export type PartyCheck = ReturnType<typeof makePartyCheck>;
