import * as z from 'zod';
import { mapInTurns } from '../../event-loop.ts';
import { firstRows, inList, listsFor, maxRows } from '../calls/query.ts';
import { nullWhenNotFound } from '../calls/read-errors.ts';
import { parseBody, rowsOf } from '../calls/wire.ts';
import type { ReadPayments, Realm } from '../gateway.ts';
import type { QuickbooksPayment } from '../models.ts';
import type { QuickbooksClient } from '../quickbooks-client.ts';
import { namelessMethod, paymentSchema } from '../translate/translate-payment.ts';
import { makePaymentMethods } from './payment-methods.ts';
import { byCondition, byIds, readAroundFaults, type Source } from './read-around-faults.ts';

const paymentResponse = z.object({ Payment: z.unknown() });

const countResponse = z.object({
  QueryResponse: z.object({ totalCount: z.coerce.number().int() }),
});

/** Reads and translates payments, and adds missing names of payment methods. */
export const makePaymentReader = (client: QuickbooksClient) => {
  const methods = makePaymentMethods(client);

  const rows = async (realm: Realm, response: unknown): Promise<QuickbooksPayment[]> => {
    const rawPayments = rowsOf('Payment', z.unknown(), response);
    const nameless = rawPayments.flatMap((payment) => namelessMethod(payment) ?? []);
    const payment = paymentSchema(await methods.namesFor(realm, nameless));
    return mapInTurns(rawPayments, (one) => parseBody(payment, one));
  };

  /** `first`: the response to the whole source, if a batch already returned it. */
  const read = async (realm: Realm, source: Source, first?: unknown): Promise<ReadPayments> => {
    if (first) return { payments: await rows(realm, first), unreadablePayments: [] };
    const { responses, unreadable } = await readAroundFaults(client, realm, source);
    const payments: QuickbooksPayment[] = [];
    for (const response of responses) payments.push(...(await rows(realm, response)));
    const unreadablePayments = unreadable.map(({ id, code }) => ({ paymentId: id, code }));
    return { payments, unreadablePayments };
  };

  return {
    methods,
    /** Translates the payments of a query response. */
    rows,
    read,
    async byId(realm: Realm, paymentIds: string[]): Promise<ReadPayments> {
      const clauses = (some: string[]) => `where Id in ${inList(some)} ${firstRows(some.length)}`;
      const lists = listsFor('Payment', paymentIds, clauses);
      const reads = await Promise.all(lists.map((some) => read(realm, byIds(some, 'Payment'))));
      return {
        payments: reads.flatMap(({ payments }) => payments),
        unreadablePayments: reads.flatMap(({ unreadablePayments }) => unreadablePayments),
      };
    },
    async list(realm: Realm, start: number): Promise<ReadPayments & { total: number | null }> {
      // By creation, new payments come last and move no others between pages.
      const source = byCondition('', 'orderby MetaData.CreateTime ', maxRows, start, 'Payment');
      const [count, page] = await client.findTogether(realm, [
        { entity: 'Payment', clauses: '', count: true },
        source.query(0, maxRows),
      ]);
      const total = countResponse.safeParse(count).data?.QueryResponse.totalCount ?? null;
      return { ...(await read(realm, source, page)), total };
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
