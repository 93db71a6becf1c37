import * as z from 'zod';
import type { BooksDoor, Query } from '../books-door.ts';
import { among, firstRows, queriesFor } from '../calls/query.ts';
import { unlessGone } from '../calls/read-errors.ts';
import { readable, rowsOf } from '../calls/wire.ts';
import type { Realm } from '../gateway.ts';
import type { BooksInvoice } from '../told.ts';
import { invoiceSchema, lacksCurrency } from '../translate/translate-invoice.ts';
import { readHomeCurrency } from './read-books.ts';

const answered = z.object({ Invoice: z.unknown() });

/**
 * Reads invoices out of answers. QuickBooks names the currency in each, also for a company with a single
 * currency. Where it is missing all the same, the company's home currency is used: from `kept` if it is
 * there, else by one call.
 */
export const makeInvoiceReader = (
  door: BooksDoor,
  kept: (realm: Realm) => Promise<string | null>,
) => {
  const homeCurrencies = new Map<string, string>();

  /** Only asked for where an answer leaves the currency out, and then once per company. */
  const homeCurrency = async (realm: Realm, answer: unknown[]): Promise<string> => {
    if (!answer.some(lacksCurrency)) return '';
    const known =
      homeCurrencies.get(realm.realmId) ??
      (await kept(realm)) ??
      (await readHomeCurrency(door, realm));
    homeCurrencies.set(realm.realmId, known);
    return known;
  };

  const rows = async (realm: Realm, answer: unknown): Promise<BooksInvoice[]> => {
    const home = await homeCurrency(realm, rowsOf('Invoice', z.unknown(), answer));
    return rowsOf('Invoice', invoiceSchema(home), answer);
  };

  const ask = async (realm: Realm, query: Query): Promise<BooksInvoice[]> =>
    rows(realm, await door.find(realm, query));

  return {
    /** The invoices in a query's answer. */
    rows,
    ask,
    find: (realm: Realm, clauses: string) => ask(realm, { entity: 'Invoice', clauses }),
    async now(realm: Realm, id: string): Promise<BooksInvoice | null> {
      const answer = await unlessGone(() => door.read(realm, 'Invoice', id));
      if (answer === null) return null;
      const { Invoice } = readable(answered, answer);
      const [invoice] = await rows(realm, { QueryResponse: { Invoice: [Invoice] } });
      return invoice ?? null;
    },
    async byId(realm: Realm, ids: string[]): Promise<BooksInvoice[]> {
      const clauses = (some: string[]) => `where Id in ${among(some)} ${firstRows()}`;
      const queries = queriesFor('Invoice', ids, clauses);
      return (await Promise.all(queries.map((query) => ask(realm, query)))).flat();
    },
    /** The invoice in a write's answer, which asks nothing more; undefined when there is none. */
    written(realm: Realm, answer: unknown): BooksInvoice | undefined {
      const home = homeCurrencies.get(realm.realmId) ?? '';
      const invoice = answered.safeParse(answer).data?.Invoice;
      return invoiceSchema(home).safeParse(invoice).data;
    },
  };
};

export type InvoiceReader = ReturnType<typeof makeInvoiceReader>;
