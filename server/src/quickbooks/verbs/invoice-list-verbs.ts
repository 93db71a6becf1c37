import * as z from 'zod';
import type { BooksDoor } from '../books-door.ts';
import { isPlain } from '../calls/plain-text.ts';
import { firstRows, instant, mostRows, page, quoted, textSearch, where } from '../calls/query.ts';
import { unlessRefused } from '../calls/read-errors.ts';
import type { QuickbooksGateway } from '../gateway.ts';
import type { InvoiceReader } from './read-invoices.ts';

const is = (property: string, value: string | null): string | null =>
  value === null || value === '' ? null : `${property} = ${quoted(value)}`;

/** The second property keeps pages apart where many were issued on one day. */
const newestFirst = 'orderby TxnDate desc, MetaData.CreateTime desc';

const found = 100;

const counted = z.object({ QueryResponse: z.object({ totalCount: z.coerce.number().int() }) });

export const invoiceListVerbs = (door: BooksDoor, invoices: InvoiceReader) =>
  ({
    async listInvoices(realm, { customerId, from, to, changedSince, start }) {
      const which = where(
        is('CustomerRef', customerId),
        from === null ? null : `TxnDate >= ${quoted(from)}`,
        to === null ? null : `TxnDate <= ${quoted(to)}`,
        changedSince === null ? null : `MetaData.LastUpdatedTime >= ${instant(changedSince)}`,
      );
      const clauses = `${which}${newestFirst} startposition ${start + 1} ${firstRows()}`;
      // A full page alone does not tell whether others follow.
      const [count, page] = await door.findTogether(realm, [
        { entity: 'Invoice', clauses: which, count: true },
        { entity: 'Invoice', clauses },
      ]);
      // What was not told together is asked by itself: then its own error tells.
      const listed = page ? await invoices.rows(realm, page) : await invoices.find(realm, clauses);
      const all = counted.safeParse(count).data?.QueryResponse.totalCount ?? Infinity;
      return { invoices: listed, more: listed.length >= mostRows && start + listed.length < all };
    },

    async searchInvoices(realm, { number, customerId, amount, date }) {
      const others = [is('CustomerRef', customerId), is('TotalAmt', amount), is('TxnDate', date)];
      const search = (byNumber: (string | null)[], pageSize = found) => {
        const rows = page({ page: 0, pageSize });
        return invoices.find(realm, `${where(...byNumber, ...others)}${newestFirst} ${rows}`);
      };
      const searchPart = async () => {
        const by = textSearch('DocNumber', number);
        const which = [...by.conditions, ...others];
        if (which.every((condition) => condition === null)) return [];
        const rows = await search(by.conditions, by.exact ? found : mostRows - 1);
        return rows.filter((invoice) => by.fits(invoice.number));
      };
      const exact = isPlain(number) ? await search([is('DocNumber', number)]) : [];
      const matching =
        exact.length > 0 || number === '' ? exact : await unlessRefused(searchPart, []);
      return { invoices: matching.slice(0, found), more: matching.length > found };
    },
  }) satisfies Partial<QuickbooksGateway>;
