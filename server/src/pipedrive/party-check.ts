import type { Clock } from '../clock.ts';
import { makeAnswerCache, momentMs } from './answer-cache.ts';
import type { Deal, Party, PipedriveGateway, PipedriveUser } from './gateway.ts';

const keptParties = 5_000;

/** An organization or a person, by its id in Pipedrive. */
export type PartyRef = { of: 'organization' | 'person'; id: number };

/** Who it is, and those of its deals that the asking user may see. */
export type SeenParty = { party: Pick<Party, 'id' | 'name'>; deals: Deal[] };

/**
 * Asks Pipedrive, with the user's own grant, whether this user may see this organization or person, and
 * which deals it has: three calls, kept for five minutes; `now` takes what was asked a moment ago. Throws
 * what the gateway throws, `not_found` above all.
 */
export const makePartyCheck = (
  gateway: Pick<PipedriveGateway, 'organization' | 'person' | 'dealsOf'>,
  clock: Clock,
) => {
  const seen = makeAnswerCache<SeenParty>(clock, keptParties);

  const ask = async (user: PipedriveUser, { of, id }: PartyRef): Promise<SeenParty> => {
    const [party, deals] = await Promise.all([
      gateway[of](user, id),
      gateway.dealsOf(user, { of, id }),
    ]);
    return { party: { id: party.id, name: party.name }, deals };
  };

  const known = (user: PipedriveUser, party: PartyRef, withinMs?: number): Promise<SeenParty> => {
    const key = `${user.companyId}/${user.userId}/${party.of}/${party.id}`;
    const kept = seen.known(key, withinMs);
    if (kept) return kept;
    const answer = ask(user, party);
    seen.keep(key, answer);
    return answer;
  };

  return Object.assign((user: PipedriveUser, party: PartyRef) => known(user, party), {
    now: (user: PipedriveUser, party: PartyRef) => known(user, party, momentMs),
  });
};

export type PartyCheck = ReturnType<typeof makePartyCheck>;
