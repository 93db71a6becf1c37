import * as z from 'zod';
import { isAppError } from '../app-error.ts';
import type { BooksDoor } from './books-door.ts';
import type { BooksPayment, Realm } from './gateway.ts';
import { among, chunks, firstRows } from './query.ts';
import { namelessMethod, paymentSchema } from './translate-payment.ts';
import { id, rowsOf, text } from './wire.ts';

const method = z.object({ Id: id, Name: text });

const evenInactive = 'where Active in (true, false)';

/** Reads payments out of answers, with the names of their methods, which they may leave out. */
export const makePaymentReader = (door: BooksDoor) => {
  /** By company; a method that is nowhere to be found is kept without a name. */
  const known = new Map<string, Map<string, string>>();

  const readMethods = async (realm: Realm): Promise<Map<string, string>> => {
    const answer = await door.find(realm, 'PaymentMethod', `${evenInactive} ${firstRows()}`);
    const rows = rowsOf('PaymentMethod', method, answer);
    return new Map(rows.map(({ Id, Name }) => [Id, Name ?? '']));
  };

  /** A payment without the name of its method is better than none. */
  const methodsFor = async (realm: Realm, payments: unknown[]): Promise<Map<string, string>> => {
    const names = known.get(realm.realmId) ?? new Map<string, string>();
    const missing = payments.map(namelessMethod).filter((one) => one !== null && !names.has(one));
    if (missing.length === 0) return names;
    try {
      const read = await readMethods(realm);
      for (const one of missing) if (one !== null && !read.has(one)) read.set(one, '');
      known.set(realm.realmId, read);
      return read;
    } catch (error) {
      if (isAppError(error)) return names;
      throw error;
    }
  };

  const rows = async (realm: Realm, answer: unknown): Promise<BooksPayment[]> => {
    const methods = await methodsFor(realm, rowsOf('Payment', z.unknown(), answer));
    return rowsOf('Payment', paymentSchema(methods), answer);
  };

  const find = async (realm: Realm, clauses: string): Promise<BooksPayment[]> =>
    rows(realm, await door.find(realm, 'Payment', clauses));

  return {
    /** The payments in a query's answer. */
    rows,
    find,
    async byId(realm: Realm, ids: string[]): Promise<BooksPayment[]> {
      const answers = chunks(ids).map((some) =>
        find(realm, `where Id in ${among(some)} ${firstRows()}`),
      );
      return (await Promise.all(answers)).flat();
    },
  };
};

export type PaymentReader = ReturnType<typeof makePaymentReader>;
