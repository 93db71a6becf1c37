import * as z from 'zod';
import { isAppError } from '../../app-error.ts';
import { firstRows } from '../calls/query.ts';
import { id, rowsOf, text } from '../calls/wire.ts';
import type { Realm } from '../gateway.ts';
import type { Query, QuickbooksClient } from '../quickbooks-client.ts';

type Names = ReadonlyMap<string, string>;

const wireMethod = z.object({ Id: id, Name: text });

/** A company has about ten payment methods; any above this limit are shown without a name. */
export const maxMethods = 100;

/** Includes inactive methods, which old payments still name. */
const query: Query = {
  entity: 'PaymentMethod',
  clauses: `where Active in (true, false) ${firstRows(maxMethods)}`,
};

const namesById = (response: unknown): Map<string, string> => {
  const rows = rowsOf('PaymentMethod', wireMethod, response);
  return new Map(rows.map(({ Id, Name }) => [Id, Name ?? '']));
};

/** Null after a failure, because a payment without the name of its method is better than none. */
const nullOnError = async (read: () => Promise<unknown>): Promise<Map<string, string> | null> => {
  try {
    return namesById(await read());
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
};

/** Caches names of payment methods by company, because payments may state only the id. */
export const makePaymentMethods = (client: QuickbooksClient) => {
  const cache = new Map<string, Map<string, string>>();

  const store = ({ realmId }: Realm, names: Map<string, string> | null) =>
    names && cache.set(realmId, names);

  return {
    /** The query to add to a batch; null when the names are cached. */
    query: ({ realmId }: Realm): Query | null => (cache.has(realmId) ? null : query),

    async learn(realm: Realm, response: unknown): Promise<void> {
      store(realm, await nullOnError(async () => response));
    },

    /**
     * At most one call. An unknown method gets an empty name, so that it is not requested again.
     */
    async namesFor(realm: Realm, ids: string[]): Promise<Names> {
      const names = cache.get(realm.realmId) ?? new Map<string, string>();
      if (ids.every((methodId) => names.has(methodId))) return names;
      const fetched = await nullOnError(() => client.find(realm, query));
      for (const methodId of ids) fetched?.set(methodId, fetched.get(methodId) ?? '');
      store(realm, fetched);
      return fetched ?? names;
    },
  };
};
