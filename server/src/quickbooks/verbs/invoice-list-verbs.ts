import * as z from 'zod';
import { isQueryable } from '../calls/plain-text.ts';
import { instant, maxRows, quoted, textSearch, where } from '../calls/query.ts';
import { fallbackWhenRefused } from '../calls/read-errors.ts';
import type { QuickbooksGateway, ReadInvoices } from '../gateway.ts';
import type { QuickbooksClient } from '../quickbooks-client.ts';
import { byCondition } from './read-around-faults.ts';
import type { InvoiceReader } from './read-invoices.ts';

const equals = (property: string, value: string | null): string | null =>
  value === null || value === '' ? null : `${property} = ${quoted(value)}`;

/** The second property keeps the order stable among invoices of one day. */
const newestFirst = 'orderby TxnDate desc, MetaData.CreateTime desc';

const maxFound = 100;

const noInvoices: ReadInvoices = { invoices: [], unreadable: [] };

const countResponse = z.object({
  QueryResponse: z.object({ totalCount: z.coerce.number().int() }),
});

export const invoiceListVerbs = (client: QuickbooksClient, invoices: InvoiceReader) =>
  ({
    async listInvoices(realm, { customerId, from, to, changedSince, start }) {
      const condition = where(
        equals('CustomerRef', customerId),
        from === null ? null : `TxnDate >= ${quoted(from)}`,
        to === null ? null : `TxnDate <= ${quoted(to)}`,
        changedSince === null ? null : `MetaData.LastUpdatedTime >= ${instant(changedSince)}`,
      );
      const source = byCondition(condition, `${newestFirst} `, maxRows, start);
      // The count decides whether more follow, which a full page does not show.
      const [count, page] = await client.findTogether(realm, [
        { entity: 'Invoice', clauses: condition, count: true },
        source.query(0, maxRows),
      ]);
      // An item that failed in the batch is read separately, to get its own error.
      const read = await invoices.read(realm, source, page);
      const rows = read.invoices.length + read.unreadable.length;
      const total = countResponse.safeParse(count).data?.QueryResponse.totalCount ?? null;
      return { ...read, more: rows >= maxRows && start + rows < (total ?? Infinity), total };
    },

    async searchInvoices(realm, { number, customerId, amount, date }) {
      const otherConditions = [
        equals('CustomerRef', customerId),
        equals('TotalAmt', amount),
        equals('TxnDate', date),
      ];
      const search = (byNumber: (string | null)[], rows = maxFound + 1) => {
        const condition = where(...byNumber, ...otherConditions);
        return invoices.read(realm, byCondition(condition, `${newestFirst} `, rows));
      };
      const searchPart = async (): Promise<ReadInvoices> => {
        const numberSearch = textSearch('DocNumber', number);
        const conditions = [...numberSearch.conditions, ...otherConditions];
        if (conditions.every((condition) => condition === null)) return noInvoices;
        const read = await search(
          numberSearch.conditions,
          numberSearch.exact ? maxFound + 1 : maxRows,
        );
        return {
          ...read,
          invoices: read.invoices.filter((invoice) => numberSearch.matches(invoice.number)),
        };
      };
      const exact = isQueryable(number) ? await search([equals('DocNumber', number)]) : noInvoices;
      const isFound = exact.invoices.length + exact.unreadable.length > 0;
      const matching =
        isFound || number === '' ? exact : await fallbackWhenRefused(searchPart, noInvoices);
      return {
        ...matching,
        invoices: matching.invoices.slice(0, maxFound),
        more: matching.invoices.length + matching.unreadable.length > maxFound,
      };
    },
  }) satisfies Partial<QuickbooksGateway>;
