import * as z from 'zod';
import { customerEditBody } from '../bodies/customer-edit-body.ts';
import type { BooksDoor } from '../books-door.ts';
import { changeAnswer, writeAnswer } from '../calls/call.ts';
import { among, chunks, containing, firstRows, page, quoted } from '../calls/query.ts';
import { rowsOf } from '../calls/wire.ts';
import type { QuickbooksGateway } from '../gateway.ts';
import type { BooksCustomer } from '../told.ts';
import { customerBody, wireCustomer } from '../translate/translate-customer.ts';
import { wireCustomerDetails } from '../translate/translate-customer-details.ts';

const rows = (body: unknown): BooksCustomer[] => rowsOf('Customer', wireCustomer, body);

const created = z.object({ Customer: wireCustomer });
const changed = z.object({ Customer: wireCustomerDetails });

/** Lists leave inactive customers out unless asked for them (Intuit: data queries). */
const evenInactive = 'Active in (true, false)';

export const customerVerbs = (door: BooksDoor) =>
  ({
    customerBody,
    customerEditBody,

    async searchCustomers(realm, search) {
      const where = search.text === '' ? '' : `where DisplayName like ${containing(search.text)} `;
      const clauses = `${where}orderby DisplayName ${page(search)}`;
      const found = rows(await door.find(realm, 'Customer', clauses));
      return { customers: found.slice(0, search.pageSize), more: found.length > search.pageSize };
    },

    async customersByEmail(realm, email) {
      const clauses = `where PrimaryEmailAddr = ${quoted(email)} ${firstRows(100)}`;
      return rows(await door.find(realm, 'Customer', clauses));
    },

    async customerByName(realm, name) {
      const clauses = `where DisplayName = ${quoted(name)} and ${evenInactive} ${firstRows(1)}`;
      return rows(await door.find(realm, 'Customer', clauses))[0] ?? null;
    },

    async customersById(realm, ids) {
      const answers = chunks(ids).map((some) =>
        door.find(
          realm,
          'Customer',
          `where Id in ${among(some)} and ${evenInactive} ${firstRows()}`,
        ),
      );
      return (await Promise.all(answers)).flatMap(rows);
    },

    async createCustomer(realm, body, requestId) {
      const told = await door.create(realm, 'Customer', body, requestId);
      return writeAnswer(told, (answer) => created.safeParse(answer).data?.Customer);
    },

    async customerDetails(realm, id) {
      const clauses = `where Id = ${quoted(id)} and ${evenInactive} ${firstRows(1)}`;
      const found = await door.find(realm, 'Customer', clauses);
      return rowsOf('Customer', wireCustomerDetails, found)[0] ?? null;
    },

    async updateCustomer(realm, body, requestId) {
      const told = await door.update(realm, 'Customer', body, requestId);
      return changeAnswer(told, (answer) => changed.safeParse(answer).data?.Customer);
    },
  }) satisfies Partial<QuickbooksGateway>;
