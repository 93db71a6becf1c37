import * as z from 'zod';
import { isAppError } from '../../app-error.ts';
import { emailList } from '../../shared/checks/email-list.ts';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import { plainName } from '../../shared/text/full-name.ts';
import { wholeAddressBody } from '../bodies/address-body.ts';
import { toChangeAnswer, toWriteAnswer } from '../calls/call.ts';
import { isQueryable, type Letters } from '../calls/plain-text.ts';
import {
  firstRows,
  inList,
  maxRows,
  page,
  queriesFor,
  quoted,
  textSearch,
  where,
} from '../calls/query.ts';
import { nullWhenNotFound } from '../calls/read-errors.ts';
import { parseBody, rowsOf } from '../calls/wire.ts';
import type { QuickbooksGateway, Realm } from '../gateway.ts';
import type { QuickbooksCustomer, QuickbooksCustomerDetails, WireBody } from '../models.ts';
import type { QuickbooksClient } from '../quickbooks-client.ts';
import { customerBody, taxIdBody, wireCustomer } from '../translate/translate-customer.ts';
import { wireCustomerDetails } from '../translate/translate-customer-details.ts';
import { findByNameParts, includingInactive } from './find-by-name.ts';

const rows = (body: unknown): QuickbooksCustomer[] => rowsOf('Customer', wireCustomer, body);

const createdResponse = z.object({ Customer: wireCustomer });
const customerResponse = z.object({ Customer: wireCustomerDetails });

/** Sparse body that sets the given details; an empty text deletes one. */
export const customerEditBody = (
  customer: Pick<QuickbooksCustomerDetails, 'id' | 'syncToken'>,
  changes: { address?: string; email?: string; taxId?: string },
  profile: CompanyProfile,
): WireBody => {
  const { address, email, taxId } = changes;
  return {
    Id: customer.id,
    SyncToken: customer.syncToken,
    sparse: true,
    ...(address !== undefined && { BillAddr: wholeAddressBody(address, profile.country) }),
    ...(email !== undefined && { PrimaryEmailAddr: { Address: emailList(email) } }),
    ...(taxId !== undefined && taxIdBody(taxId.trim(), profile.country)),
  };
};

export const customerVerbs = (client: QuickbooksClient) => {
  const query = (realm: Realm, clauses: string) =>
    client.find(realm, { entity: 'Customer', clauses });
  const find = async (realm: Realm, clauses: string) => rows(await query(realm, clauses));

  const byNameParts = (realm: Realm, name: string, letters?: Letters) =>
    findByNameParts(
      (clauses) => find(realm, clauses),
      { property: 'DisplayName', nameOf: (customer) => plainName(customer.name) },
      name,
      letters,
    );

  return {
    customerBody,
    customerEditBody,

    async searchCustomers(realm, search) {
      const nameSearch = textSearch('FullyQualifiedName', search.text);
      const pageSize = nameSearch.exact ? search.pageSize : maxRows - 1;
      const rows = page({ page: search.page, pageSize });
      const found = await find(
        realm,
        `${where(...nameSearch.conditions)}orderby FullyQualifiedName ${rows}`,
      );
      const customers = found.slice(0, pageSize).filter(({ name }) => nameSearch.matches(name));
      return { customers, more: found.length > pageSize };
    },

    async customersByEmail(realm, email) {
      // QuickBooks stores no e-mail address with other letters.
      if (!isQueryable(email)) return [];
      const clauses = `where PrimaryEmailAddr = ${quoted(email)} ${firstRows(100)}`;
      return find(realm, clauses);
    },

    async customerByName(realm, name) {
      const clauses = `where DisplayName = ${quoted(name)} and ${includingInactive} ${firstRows(1)}`;
      try {
        if (!isQueryable(name)) return await byNameParts(realm, name);
        return (await find(realm, clauses))[0] ?? null;
      } catch (error) {
        if (isQueryable(name, 'ascii') || !isAppError(error, 'quickbooks_refused')) throw error;
        return byNameParts(realm, name, 'ascii');
      }
    },

    async customersById(realm, customerIds) {
      const clauses = (some: string[]) =>
        `where Id in ${inList(some)} and ${includingInactive} ${firstRows()}`;
      const responses = queriesFor('Customer', customerIds, clauses).map((query) =>
        client.find(realm, query),
      );
      return (await Promise.all(responses)).flatMap(rows);
    },

    async createCustomer(realm, body, requestId) {
      const result = await client.create(realm, 'Customer', body, requestId);
      return toWriteAnswer(
        result,
        (response) => createdResponse.safeParse(response).data?.Customer,
      );
    },

    async customerDetails(realm, customerId) {
      const response = await nullWhenNotFound(() => client.read(realm, 'Customer', customerId));
      return response === null ? null : parseBody(customerResponse, response).Customer;
    },

    async updateCustomer(realm, body, requestId) {
      const result = await client.update(realm, 'Customer', body, requestId);
      return toChangeAnswer(
        result,
        (response) => customerResponse.safeParse(response).data?.Customer,
      );
    },
  } satisfies Partial<QuickbooksGateway>;
};
