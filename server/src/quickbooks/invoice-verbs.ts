import * as z from 'zod';
import type { BooksDoor } from './books-door.ts';
import { writeAnswer } from './call.ts';
import type { BooksInvoice, QuickbooksGateway, Realm } from './gateway.ts';
import { invoiceBody } from './invoice-body.ts';
import { among, chunks, firstRows, quoted } from './query.ts';
import { readHomeCurrency } from './read-books.ts';
import { invoiceSchema, lacksCurrency } from './translate-invoice.ts';
import { rowsOf, text } from './wire.ts';

const answered = z.object({ Invoice: z.unknown() });
const numbered = z.object({ DocNumber: text });

/** Whole seconds with an offset, the way Intuit's examples of queries write an instant. */
const instant = (iso: string): string => `${new Date(iso).toISOString().slice(0, 19)}+00:00`;

export const invoiceVerbs = (door: BooksDoor) => {
  const homeCurrencies = new Map<string, string>();

  /** Only asked for where an answer leaves the currency out, and then once per company. */
  const homeCurrency = async (realm: Realm, answer: unknown[]): Promise<string> => {
    if (!answer.some(lacksCurrency)) return '';
    const known = homeCurrencies.get(realm.realmId) ?? (await readHomeCurrency(door, realm));
    homeCurrencies.set(realm.realmId, known);
    return known;
  };

  const find = async (realm: Realm, clauses: string): Promise<BooksInvoice[]> => {
    const answer = await door.find(realm, 'Invoice', clauses);
    const home = await homeCurrency(realm, rowsOf('Invoice', z.unknown(), answer));
    return rowsOf('Invoice', invoiceSchema(home), answer);
  };

  return {
    invoiceBody,

    async invoicesById(realm, ids) {
      const answers = chunks(ids).map((some) =>
        find(realm, `where Id in ${among(some)} ${firstRows()}`),
      );
      return (await Promise.all(answers)).flat();
    },

    invoicesCreatedSince: (realm, customerId, since) =>
      find(
        realm,
        `where CustomerRef = ${quoted(customerId)} and MetaData.CreateTime >= ${quoted(instant(since))} ${firstRows()}`,
      ),

    async recentNumbers(realm) {
      const clauses = `orderby MetaData.CreateTime desc ${firstRows(100)}`;
      const rows = rowsOf('Invoice', numbered, await door.find(realm, 'Invoice', clauses));
      return rows.flatMap(({ DocNumber }) => DocNumber || []);
    },

    invoicePdf: (realm, invoiceId) => door.pdf(realm, invoiceId),

    async createInvoice(realm, body, requestId) {
      const told = await door.create(realm, 'Invoice', body, requestId);
      const made = told.kind === 'answered' ? answered.safeParse(told.body).data?.Invoice : null;
      return writeAnswer(told, () => invoiceSchema('').safeParse(made).data ?? null);
    },
  } satisfies Partial<QuickbooksGateway>;
};
