import * as z from 'zod';
import { among, firstRows, queriesFor } from '../calls/query.ts';
import { rowsOf } from '../calls/wire.ts';
import type { Realm } from '../gateway.ts';
import type { QuickbooksPayment } from '../models.ts';
import type { Query, QuickbooksClient } from '../quickbooks-client.ts';
import { namelessMethod, paymentSchema } from '../translate/translate-payment.ts';
import { makePaymentMethods } from './payment-methods.ts';

/** Reads payments out of answers, with the names of their methods, which they may leave out. */
export const makePaymentReader = (client: QuickbooksClient) => {
  const methods = makePaymentMethods(client);

  const rows = async (realm: Realm, answer: unknown): Promise<QuickbooksPayment[]> => {
    const nameless = rowsOf('Payment', z.unknown(), answer).flatMap(
      (payment) => namelessMethod(payment) ?? [],
    );
    const names = await methods.namesFor(realm, nameless);
    return rowsOf('Payment', paymentSchema(names), answer);
  };

  const ask = async (realm: Realm, query: Query): Promise<QuickbooksPayment[]> =>
    rows(realm, await client.find(realm, query));

  return {
    methods,
    /** The payments in a query's answer. */
    rows,
    async byId(realm: Realm, ids: string[]): Promise<QuickbooksPayment[]> {
      const clauses = (some: string[]) => `where Id in ${among(some)} ${firstRows()}`;
      const queries = queriesFor('Payment', ids, clauses);
      return (await Promise.all(queries.map((query) => ask(realm, query)))).flat();
    },
  };
};

export type PaymentReader = ReturnType<typeof makePaymentReader>;
