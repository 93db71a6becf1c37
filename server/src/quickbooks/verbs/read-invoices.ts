import * as z from 'zod';
import { mapInTurns } from '../../event-loop.ts';
import { firstRows, inList, listsFor, maxRows } from '../calls/query.ts';
import { nullWhenNotFound, recordFault } from '../calls/read-errors.ts';
import { parseBody, rowsOf } from '../calls/wire.ts';
import type { ReadInvoices, Realm } from '../gateway.ts';
import type { QuickbooksInvoice } from '../models.ts';
import type { Query, QuickbooksClient } from '../quickbooks-client.ts';
import { invoiceSchema, lacksCurrency } from '../translate/translate-invoice.ts';
import { byIds, readAroundFaults, type Source } from './read-around-faults.ts';
import { readHomeCurrency } from './read-company-profile.ts';

const invoiceResponse = z.object({ Invoice: z.unknown() });

/** Splits invoice ids into one source per statement. */
export const idSources = (invoiceIds: string[]): Source[] => {
  const clauses = (some: string[]) => `where Id in ${inList(some)} ${firstRows(some.length)}`;
  return listsFor('Invoice', invoiceIds, clauses).map((some) => byIds(some));
};

export const joinReads = (read: ReadInvoices[]): ReadInvoices => ({
  invoices: read.flatMap(({ invoices }) => invoices),
  unreadable: read.flatMap(({ unreadable }) => unreadable),
});

/**
 * Reads and translates invoices. An invoice without CurrencyRef, which QuickBooks normally sends,
 * gets the company's home currency: from `storedCurrency`, else by one call per company.
 */
export const makeInvoiceReader = (
  client: QuickbooksClient,
  storedCurrency: (realm: Realm) => Promise<string | null>,
) => {
  const homeCurrencies = new Map<string, string>();

  const homeCurrency = async (realm: Realm, response: unknown[]): Promise<string> => {
    if (!response.some(lacksCurrency)) return '';
    const currency =
      homeCurrencies.get(realm.realmId) ??
      (await storedCurrency(realm)) ??
      (await readHomeCurrency(client, realm));
    homeCurrencies.set(realm.realmId, currency);
    return currency;
  };

  const rows = async (realm: Realm, response: unknown): Promise<QuickbooksInvoice[]> => {
    const rawInvoices = rowsOf('Invoice', z.unknown(), response);
    const invoice = invoiceSchema(await homeCurrency(realm, rawInvoices));
    return mapInTurns(rawInvoices, (one) => parseBody(invoice, one));
  };

  /** Empty when QuickBooks rejects the batch as a whole. */
  const together = async (realm: Realm, queries: Query[]): Promise<unknown[]> => {
    try {
      return await client.findTogether(realm, queries);
    } catch (error) {
      if (recordFault(error) === null) throw error;
      return [];
    }
  };

  /** `first`: the response to the whole source, if a batch already returned it. */
  const readSource = async (
    realm: Realm,
    source: Source,
    first?: unknown,
  ): Promise<ReadInvoices> => {
    if (first) return { invoices: await rows(realm, first), unreadable: [] };
    const { responses, unreadable } = await readAroundFaults(client, realm, source);
    const read = await Promise.all(responses.map((response) => rows(realm, response)));
    return {
      invoices: read.flat(),
      unreadable: unreadable.map(({ id, code }) => ({ invoiceId: id, code })),
    };
  };

  return {
    read: readSource,
    /** Home currency, for objects without CurrencyRef; empty when each has one. */
    homeCurrency,
    /** Translates the invoices of a query response. */
    rows,
    async now(realm: Realm, invoiceId: string): Promise<QuickbooksInvoice | null> {
      const response = await nullWhenNotFound(() => client.read(realm, 'Invoice', invoiceId));
      if (response === null) return null;
      const { Invoice } = parseBody(invoiceResponse, response);
      const [invoice] = await rows(realm, { QueryResponse: { Invoice: [Invoice] } });
      return invoice ?? null;
    },
    /** Needs one call for up to 1,000 invoices. */
    async byId(realm: Realm, invoiceIds: string[]): Promise<ReadInvoices> {
      const reads: ReadInvoices[] = [];
      for (let from = 0; from < invoiceIds.length; from += maxRows) {
        const sources = idSources(invoiceIds.slice(from, from + maxRows));
        const queries = sources.map((source) => source.query(0, source.size));
        const responses = queries.length > 1 ? await together(realm, queries) : [];
        // A query that failed in the batch is repeated separately, to get its own error.
        const read = sources.map((source, index) => readSource(realm, source, responses[index]));
        reads.push(...(await Promise.all(read)));
      }
      return joinReads(reads);
    },
    /**
     * Parses the invoice in the response to a write, without further calls; undefined when
     * unreadable.
     */
    written(realm: Realm, response: unknown): QuickbooksInvoice | undefined {
      const home = homeCurrencies.get(realm.realmId) ?? '';
      const invoice = invoiceResponse.safeParse(response).data?.Invoice;
      return invoiceSchema(home).safeParse(invoice).data;
    },
  };
};

export type InvoiceReader = ReturnType<typeof makeInvoiceReader>;
