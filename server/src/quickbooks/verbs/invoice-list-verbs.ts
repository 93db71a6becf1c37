import * as z from 'zod';
import { isPlain } from '../calls/plain-text.ts';
import { instant, mostRows, quoted, textSearch, where } from '../calls/query.ts';
import { unlessRefused } from '../calls/read-errors.ts';
import type { QuickbooksGateway, ReadInvoices } from '../gateway.ts';
import type { QuickbooksClient } from '../quickbooks-client.ts';
import { byCondition } from './read-around-faults.ts';
import type { InvoiceReader } from './read-invoices.ts';

const is = (property: string, value: string | null): string | null =>
  value === null || value === '' ? null : `${property} = ${quoted(value)}`;

/** The second property keeps pages apart where many were issued on one day. */
const newestFirst = 'orderby TxnDate desc, MetaData.CreateTime desc';

const found = 100;

const nothing: ReadInvoices = { invoices: [], unreadable: [] };

const counted = z.object({ QueryResponse: z.object({ totalCount: z.coerce.number().int() }) });

export const invoiceListVerbs = (client: QuickbooksClient, invoices: InvoiceReader) =>
  ({
    async listInvoices(realm, { customerId, from, to, changedSince, start }) {
      const which = where(
        is('CustomerRef', customerId),
        from === null ? null : `TxnDate >= ${quoted(from)}`,
        to === null ? null : `TxnDate <= ${quoted(to)}`,
        changedSince === null ? null : `MetaData.LastUpdatedTime >= ${instant(changedSince)}`,
      );
      const source = byCondition(which, `${newestFirst} `, mostRows, start);
      // A full page alone does not tell whether others follow.
      const [count, page] = await client.findTogether(realm, [
        { entity: 'Invoice', clauses: which, count: true },
        source.query(0, mostRows),
      ]);
      // What was not told together is asked by itself: then its own error tells.
      const read = await invoices.read(realm, source, page);
      const rows = read.invoices.length + read.unreadable.length;
      const all = counted.safeParse(count).data?.QueryResponse.totalCount ?? Infinity;
      return { ...read, more: rows >= mostRows && start + rows < all };
    },

    async searchInvoices(realm, { number, customerId, amount, date }) {
      const others = [is('CustomerRef', customerId), is('TotalAmt', amount), is('TxnDate', date)];
      const search = (byNumber: (string | null)[], rows = found + 1) => {
        const which = where(...byNumber, ...others);
        return invoices.read(realm, byCondition(which, `${newestFirst} `, rows));
      };
      const searchPart = async (): Promise<ReadInvoices> => {
        const by = textSearch('DocNumber', number);
        const which = [...by.conditions, ...others];
        if (which.every((condition) => condition === null)) return nothing;
        const read = await search(by.conditions, by.exact ? found + 1 : mostRows);
        return {
          ...read,
          invoices: read.invoices.filter((invoice) => by.fits(invoice.number)),
        };
      };
      const exact = isPlain(number) ? await search([is('DocNumber', number)]) : nothing;
      const isFound = exact.invoices.length + exact.unreadable.length > 0;
      const matching = isFound || number === '' ? exact : await unlessRefused(searchPart, nothing);
      return {
        ...matching,
        invoices: matching.invoices.slice(0, found),
        more: matching.invoices.length + matching.unreadable.length > found,
      };
    },
  }) satisfies Partial<QuickbooksGateway>;
