import * as z from 'zod';
import { firstRows, inList, queriesFor } from '../calls/query.ts';
import { nullWhenNotFound } from '../calls/read-errors.ts';
import { parseBody, rowsOf } from '../calls/wire.ts';
import type { Realm } from '../gateway.ts';
import type { QuickbooksPayment } from '../models.ts';
import type { Query, QuickbooksClient } from '../quickbooks-client.ts';
import { namelessMethod, paymentSchema } from '../translate/translate-payment.ts';
import { makePaymentMethods } from './payment-methods.ts';

const paymentResponse = z.object({ Payment: z.unknown() });

/** Reads and translates payments, and adds missing names of payment methods. */
export const makePaymentReader = (client: QuickbooksClient) => {
  const methods = makePaymentMethods(client);

  const rows = async (realm: Realm, response: unknown): Promise<QuickbooksPayment[]> => {
    const nameless = rowsOf('Payment', z.unknown(), response).flatMap(
      (payment) => namelessMethod(payment) ?? [],
    );
    const names = await methods.namesFor(realm, nameless);
    return rowsOf('Payment', paymentSchema(names), response);
  };

  const find = async (realm: Realm, query: Query): Promise<QuickbooksPayment[]> =>
    rows(realm, await client.find(realm, query));

  return {
    methods,
    /** Translates the payments of a query response. */
    rows,
    async byId(realm: Realm, paymentIds: string[]): Promise<QuickbooksPayment[]> {
      const clauses = (some: string[]) => `where Id in ${inList(some)} ${firstRows()}`;
      const queries = queriesFor('Payment', paymentIds, clauses);
      return (await Promise.all(queries.map((query) => find(realm, query)))).flat();
    },
    async now(realm: Realm, paymentId: string): Promise<QuickbooksPayment | null> {
      const response = await nullWhenNotFound(() => client.read(realm, 'Payment', paymentId));
      if (response === null) return null;
      const { Payment } = parseBody(paymentResponse, response);
      const [payment] = await rows(realm, { QueryResponse: { Payment: [Payment] } });
      return payment ?? null;
    },
  };
};

export type PaymentReader = ReturnType<typeof makePaymentReader>;
