import * as z from 'zod';
import { isAppError } from '../../app-error.ts';
import type { BooksDoor } from '../books-door.ts';
import { containing, firstRows, instant, mostRows, page, quoted, where } from '../calls/query.ts';
import type { QuickbooksGateway } from '../gateway.ts';
import type { InvoiceReader } from './read-invoices.ts';

const is = (property: string, value: string | null): string | null =>
  value === null || value === '' ? null : `${property} = ${quoted(value)}`;

/** The second property keeps pages apart where many were issued on one day. */
const newestFirst = 'orderby TxnDate desc, MetaData.CreateTime desc';

const found = 100;

/** Intuit does not say of each property whether `like` may be asked of it. */
const unlessRefused = async <T>(found: Promise<T[]>): Promise<T[]> => {
  try {
    return await found;
  } catch (error) {
    if (isAppError(error, 'quickbooks_refused')) return [];
    throw error;
  }
};

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
      const search = (byNumber: string | null) => {
        const which = where(
          byNumber,
          is('CustomerRef', customerId),
          is('TotalAmt', amount),
          is('TxnDate', date),
        );
        const rows = page({ page: 0, pageSize: found });
        return invoices.find(realm, `${which}${newestFirst} ${rows}`);
      };
      const exact = await search(is('DocNumber', number));
      const matching =
        exact.length > 0 || number === ''
          ? exact
          : await unlessRefused(search(`DocNumber like ${containing(number)}`));
      return { invoices: matching.slice(0, found), more: matching.length > found };
    },
  }) satisfies Partial<QuickbooksGateway>;
