import type { Clock } from '../clock.ts';
import { fallbackWhenRefused } from '../vendor-calls/fallback-when-unavailable.ts';
import { makeAnswerCache } from './answer-cache.ts';
import type { FieldOwner, PipedriveGateway, PipedriveUser } from './gateway.ts';

/** A deal, an organization or a person. */
export type RecordRef = { of: FieldOwner; id: number };

const maxCachedNames = 20_000;

/** Records of one kind that are named by a list call. */
const mostListed = 100;

/** Archived and deleted ones, which no list shows, are read one by one. */
const mostRead = 5;

const kinds = ['deal', 'organization', 'person'] as const;

/**
 * Names of records that the user may see; empty when unknown. At most one list call and five single
 * reads for each kind; answers are cached for five minutes. Never fails: a name is not worth it.
 */
export const makeRecordNames = (
  gateway: Pick<PipedriveGateway, 'namesListed' | 'nameOf'>,
  clock: Clock,
) => {
  const cache = makeAnswerCache<string>(clock, maxCachedNames);

  const keyOf = (user: PipedriveUser, { of, id }: RecordRef) =>
    `${user.companyId}/${user.userId}/${of}/${id}`;

  const readKind = async (user: PipedriveUser, of: FieldOwner, ids: number[]): Promise<void> => {
    // A list costs as much as ten single reads.
    const isFew = ids.length <= mostRead;
    const listed = isFew ? [] : await gateway.namesListed(user, of, ids.slice(0, mostListed));
    const store = (id: number, name: string) =>
      cache.set(keyOf(user, { of, id }), Promise.resolve(name));
    for (const { id, name } of listed) store(id, name);
    const missing = ids.filter((id) => !listed.some((one) => one.id === id));
    for (const [index, id] of missing.entries()) {
      store(id, (index < mostRead && (await gateway.nameOf(user, of, id))) || '');
    }
  };

  return async (user: PipedriveUser, refs: RecordRef[]): Promise<(ref: RecordRef) => string> => {
    for (const of of kinds) {
      const ids = [...new Set(refs.filter((ref) => ref.of === of).map(({ id }) => id))];
      const unknown = ids.filter((id) => cache.get(keyOf(user, { of, id })) === null);
      if (unknown.length > 0)
        await fallbackWhenRefused(() => readKind(user, of, unknown), undefined);
    }
    const names = new Map<string, string>();
    for (const ref of refs) {
      const key = keyOf(user, ref);
      names.set(key, (await cache.get(key)) ?? '');
    }
    return (ref) => names.get(keyOf(user, ref)) ?? '';
  };
};

export type RecordNames = ReturnType<typeof makeRecordNames>;
