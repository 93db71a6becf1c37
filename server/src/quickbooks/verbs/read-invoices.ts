import * as z from 'zod';
import { mapInTurns } from '../../event-loop.ts';
import { among, firstRows, listsFor } from '../calls/query.ts';
import { unlessGone } from '../calls/read-errors.ts';
import { readable, rowsOf } from '../calls/wire.ts';
import type { ReadInvoices, Realm } from '../gateway.ts';
import type { QuickbooksInvoice } from '../models.ts';
import type { QuickbooksClient } from '../quickbooks-client.ts';
import { invoiceSchema, lacksCurrency } from '../translate/translate-invoice.ts';
import { byIds, readAroundFaults, type Source } from './read-around-faults.ts';
import { readHomeCurrency } from './read-company-profile.ts';

const answered = z.object({ Invoice: z.unknown() });

/** As many sources as statements are needed. */
export const idSources = (ids: string[]): Source[] => {
  const clauses = (some: string[]) => `where Id in ${among(some)} ${firstRows(some.length)}`;
  return listsFor('Invoice', ids, clauses).map(byIds);
};

export const joined = (read: ReadInvoices[]): ReadInvoices => ({
  invoices: read.flatMap(({ invoices }) => invoices),
  unreadable: read.flatMap(({ unreadable }) => unreadable),
});

/**
 * Reads invoices out of answers. QuickBooks names the currency in each, also for a company with a single
 * currency. Where it is missing all the same, the company's home currency is used: from `kept` if it is
 * there, else by one call.
 */
export const makeInvoiceReader = (
  client: QuickbooksClient,
  kept: (realm: Realm) => Promise<string | null>,
) => {
  const homeCurrencies = new Map<string, string>();

  /** Only asked for where an answer leaves the currency out, and then once per company. */
  const homeCurrency = async (realm: Realm, answer: unknown[]): Promise<string> => {
    if (!answer.some(lacksCurrency)) return '';
    const known =
      homeCurrencies.get(realm.realmId) ??
      (await kept(realm)) ??
      (await readHomeCurrency(client, realm));
    homeCurrencies.set(realm.realmId, known);
    return known;
  };

  const rows = async (realm: Realm, answer: unknown): Promise<QuickbooksInvoice[]> => {
    const told = rowsOf('Invoice', z.unknown(), answer);
    const invoice = invoiceSchema(await homeCurrency(realm, told));
    return mapInTurns(told, (one) => readable(invoice, one));
  };

  /** `first`: what the whole was answered already, as a part of a batch. */
  const read = async (realm: Realm, source: Source, first?: unknown): Promise<ReadInvoices> => {
    if (first) return { invoices: await rows(realm, first), unreadable: [] };
    const { answers, unreadable } = await readAroundFaults(client, realm, source);
    const read = await Promise.all(answers.map((answer) => rows(realm, answer)));
    return { invoices: read.flat(), unreadable };
  };

  return {
    read,
    async now(realm: Realm, id: string): Promise<QuickbooksInvoice | null> {
      const answer = await unlessGone(() => client.read(realm, 'Invoice', id));
      if (answer === null) return null;
      const { Invoice } = readable(answered, answer);
      const [invoice] = await rows(realm, { QueryResponse: { Invoice: [Invoice] } });
      return invoice ?? null;
    },
    async byId(realm: Realm, ids: string[]): Promise<ReadInvoices> {
      return joined(await Promise.all(idSources(ids).map((source) => read(realm, source))));
    },
    /** The invoice in a write's answer, which asks nothing more; undefined when there is none. */
    written(realm: Realm, answer: unknown): QuickbooksInvoice | undefined {
      const home = homeCurrencies.get(realm.realmId) ?? '';
      const invoice = answered.safeParse(answer).data?.Invoice;
      return invoiceSchema(home).safeParse(invoice).data;
    },
  };
};

export type InvoiceReader = ReturnType<typeof makeInvoiceReader>;
