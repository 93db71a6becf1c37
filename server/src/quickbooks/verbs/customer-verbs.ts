import * as z from 'zod';
import { isAppError } from '../../app-error.ts';
import { plainName } from '../../shared/text/full-name.ts';
import { customerEditBody } from '../bodies/customer-edit-body.ts';
import { changeAnswer, writeAnswer } from '../calls/call.ts';
import { equalling, isPlain, type Letters } from '../calls/plain-text.ts';
import {
  among,
  firstRows,
  mostRows,
  page,
  queriesFor,
  quoted,
  textSearch,
  where,
} from '../calls/query.ts';
import { unlessGone } from '../calls/read-errors.ts';
import { readable, rowsOf } from '../calls/wire.ts';
import type { QuickbooksGateway, Realm } from '../gateway.ts';
import type { QuickbooksCustomer } from '../models.ts';
import type { QuickbooksClient } from '../quickbooks-client.ts';
import { customerBody, wireCustomer } from '../translate/translate-customer.ts';
import { wireCustomerDetails } from '../translate/translate-customer-details.ts';

const rows = (body: unknown): QuickbooksCustomer[] => rowsOf('Customer', wireCustomer, body);

const created = z.object({ Customer: wireCustomer });
const changed = z.object({ Customer: wireCustomerDetails });

/** Lists leave inactive customers out unless asked for them (Intuit: data queries). */
const evenInactive = 'Active in (true, false)';

/** Most pages of 1,000 that are read for one name. */
const mostPages = 5;

export const customerVerbs = (client: QuickbooksClient) => {
  const ask = (realm: Realm, clauses: string) =>
    client.find(realm, { entity: 'Customer', clauses });
  const find = async (realm: Realm, clauses: string) => rows(await ask(realm, clauses));

  /**
   * By the parts of a name that a query can hold, newest first; a name without such parts finds customers just
   * made only. `letters` names those that a query can hold.
   */
  const byNameInPieces = async (
    realm: Realm,
    name: string,
    letters: Letters = 'latin1',
  ): Promise<QuickbooksCustomer | null> => {
    const { conditions } = textSearch('DisplayName', name, letters);
    const isNamed = equalling(name);
    const newestFirst = 'orderby MetaData.CreateTime desc';
    for (let at = 0; at < mostPages; at += 1) {
      const rows = page({ page: at, pageSize: mostRows - 1 });
      const found = await find(
        realm,
        `${where(...conditions, evenInactive)}${newestFirst} ${rows}`,
      );
      const named = found.find((customer) => isNamed(plainName(customer.name)));
      if (named || found.length < mostRows) return named ?? null;
    }
    return null;
  };

  return {
    customerBody,
    customerEditBody,

    async searchCustomers(realm, search) {
      const by = textSearch('FullyQualifiedName', search.text);
      const pageSize = by.exact ? search.pageSize : mostRows - 1;
      const rows = page({ page: search.page, pageSize });
      const found = await find(
        realm,
        `${where(...by.conditions)}orderby FullyQualifiedName ${rows}`,
      );
      const customers = found.slice(0, pageSize).filter(({ name }) => by.fits(name));
      return { customers, more: found.length > pageSize };
    },

    async customersByEmail(realm, email) {
      // QuickBooks keeps no address with other letters.
      if (!isPlain(email)) return [];
      const clauses = `where PrimaryEmailAddr = ${quoted(email)} ${firstRows(100)}`;
      return find(realm, clauses);
    },

    async customerByName(realm, name) {
      const clauses = `where DisplayName = ${quoted(name)} and ${evenInactive} ${firstRows(1)}`;
      try {
        if (!isPlain(name)) return await byNameInPieces(realm, name);
        return (await find(realm, clauses))[0] ?? null;
      } catch (error) {
        if (isPlain(name, 'ascii') || !isAppError(error, 'quickbooks_refused')) throw error;
        return byNameInPieces(realm, name, 'ascii');
      }
    },

    async customersById(realm, ids) {
      const clauses = (some: string[]) =>
        `where Id in ${among(some)} and ${evenInactive} ${firstRows()}`;
      const answers = queriesFor('Customer', ids, clauses).map((query) =>
        client.find(realm, query),
      );
      return (await Promise.all(answers)).flatMap(rows);
    },

    async createCustomer(realm, body, requestId) {
      const result = await client.create(realm, 'Customer', body, requestId);
      return writeAnswer(result, (answer) => created.safeParse(answer).data?.Customer);
    },

    async customerDetails(realm, id) {
      const answer = await unlessGone(() => client.read(realm, 'Customer', id));
      return answer === null ? null : readable(changed, answer).Customer;
    },

    async updateCustomer(realm, body, requestId) {
      const result = await client.update(realm, 'Customer', body, requestId);
      return changeAnswer(result, (answer) => changed.safeParse(answer).data?.Customer);
    },
  } satisfies Partial<QuickbooksGateway>;
};
