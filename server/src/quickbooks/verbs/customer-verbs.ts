import * as z from 'zod';
import { customerEditBody } from '../bodies/customer-edit-body.ts';
import type { BooksDoor } from '../books-door.ts';
import { changeAnswer, writeAnswer } from '../calls/call.ts';
import { among, containing, firstRows, page, queriesFor, quoted } from '../calls/query.ts';
import { rowsOf } from '../calls/wire.ts';
import type { QuickbooksGateway, Realm } from '../gateway.ts';
import type { BooksCustomer } from '../told.ts';
import { customerBody, wireCustomer } from '../translate/translate-customer.ts';
import { wireCustomerDetails } from '../translate/translate-customer-details.ts';

const rows = (body: unknown): BooksCustomer[] => rowsOf('Customer', wireCustomer, body);

const created = z.object({ Customer: wireCustomer });
const changed = z.object({ Customer: wireCustomerDetails });

/** Lists leave inactive customers out unless asked for them (Intuit: data queries). */
const evenInactive = 'Active in (true, false)';

export const customerVerbs = (door: BooksDoor) => {
  const ask = (realm: Realm, clauses: string) => door.find(realm, { entity: 'Customer', clauses });
  const find = async (realm: Realm, clauses: string) => rows(await ask(realm, clauses));

  return {
    customerBody,
    customerEditBody,

    async searchCustomers(realm, search) {
      const where = search.text === '' ? '' : `where DisplayName like ${containing(search.text)} `;
      const clauses = `${where}orderby DisplayName ${page(search)}`;
      const found = await find(realm, clauses);
      return { customers: found.slice(0, search.pageSize), more: found.length > search.pageSize };
    },

    async customersByEmail(realm, email) {
      const clauses = `where PrimaryEmailAddr = ${quoted(email)} ${firstRows(100)}`;
      return find(realm, clauses);
    },

    async customerByName(realm, name) {
      const clauses = `where DisplayName = ${quoted(name)} and ${evenInactive} ${firstRows(1)}`;
      return (await find(realm, clauses))[0] ?? null;
    },

    async customersById(realm, ids) {
      const clauses = (some: string[]) =>
        `where Id in ${among(some)} and ${evenInactive} ${firstRows()}`;
      const answers = queriesFor('Customer', ids, clauses).map((query) => door.find(realm, query));
      return (await Promise.all(answers)).flatMap(rows);
    },

    async createCustomer(realm, body, requestId) {
      const told = await door.create(realm, 'Customer', body, requestId);
      return writeAnswer(told, (answer) => created.safeParse(answer).data?.Customer);
    },

    async customerDetails(realm, id) {
      const clauses = `where Id = ${quoted(id)} and ${evenInactive} ${firstRows(1)}`;
      const found = await ask(realm, clauses);
      return rowsOf('Customer', wireCustomerDetails, found)[0] ?? null;
    },

    async updateCustomer(realm, body, requestId) {
      const told = await door.update(realm, 'Customer', body, requestId);
      return changeAnswer(told, (answer) => changed.safeParse(answer).data?.Customer);
    },
  } satisfies Partial<QuickbooksGateway>;
};
