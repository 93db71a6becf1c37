import * as z from 'zod';
import { isAppError } from '../../app-error.ts';
import { firstRows } from '../calls/query.ts';
import { id, rowsOf, text } from '../calls/wire.ts';
import type { Realm } from '../gateway.ts';
import type { Query, QuickbooksClient } from '../quickbooks-client.ts';

type Names = ReadonlyMap<string, string>;

const wireMethod = z.object({ Id: id, Name: text });

/** A company has about ten; payments by any beyond these have no method told. */
export const mostMethods = 100;

/** Inactive ones too: payments of old still name them. */
const query: Query = {
  entity: 'PaymentMethod',
  clauses: `where Active in (true, false) ${firstRows(mostMethods)}`,
};

const named = (answer: unknown): Map<string, string> => {
  const rows = rowsOf('PaymentMethod', wireMethod, answer);
  return new Map(rows.map(({ Id, Name }) => [Id, Name ?? '']));
};

/** Null when they cannot be had: a payment without the name of its method is better than none. */
const ifReadable = async (read: () => Promise<unknown>): Promise<Map<string, string> | null> => {
  try {
    return named(await read());
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
};

/** Names of payment methods by id, kept by company: payments may tell the number alone. */
export const makePaymentMethods = (client: QuickbooksClient) => {
  const known = new Map<string, Map<string, string>>();

  const keep = ({ realmId }: Realm, names: Map<string, string> | null) =>
    names && known.set(realmId, names);

  return {
    /** What to ask beside something else; null where the names are known already. */
    query: ({ realmId }: Realm): Query | null => (known.has(realmId) ? null : query),

    async learn(realm: Realm, answer: unknown): Promise<void> {
      keep(realm, await ifReadable(async () => answer));
    },

    /** At most one call; a method that is nowhere has no name, and is not looked for again. */
    async namesFor(realm: Realm, ids: string[]): Promise<Names> {
      const names = known.get(realm.realmId) ?? new Map<string, string>();
      if (ids.every((one) => names.has(one))) return names;
      const all = await ifReadable(() => client.find(realm, query));
      for (const one of ids) all?.set(one, all.get(one) ?? '');
      keep(realm, all);
      return all ?? names;
    },
  };
};
