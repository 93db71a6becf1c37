import * as z from 'zod';
import { firstRows, inList, maxRows, quoted } from '../calls/query.ts';
import { flag, id, rowsOf, text } from '../calls/wire.ts';
import type { QuickbooksGateway, Realm } from '../gateway.ts';
import type { QuickbooksAccount } from '../models.ts';
import type { QuickbooksClient } from '../quickbooks-client.ts';
import { includingInactive } from './find-by-name.ts';

/**
 * Types of accounts that items can be sold on.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/account
 */
const incomeTypes = ['Income', 'Other Income'];

const wireAccount = z
  .object({ Id: id, Name: text, FullyQualifiedName: text, Active: flag, AccountType: text })
  .transform(
    (account): QuickbooksAccount => ({
      id: account.Id,
      name: account.FullyQualifiedName ?? account.Name ?? '',
      active: account.Active ?? true,
      isIncome: incomeTypes.includes(account.AccountType ?? ''),
    }),
  );

export const accountVerbs = (client: QuickbooksClient) => {
  const find = async (realm: Realm, clauses: string) =>
    rowsOf('Account', wireAccount, await client.find(realm, { entity: 'Account', clauses }));

  return {
    async incomeAccounts(realm) {
      const condition = `where AccountType in ${inList(incomeTypes)} and Active = true`;
      const found = await find(realm, `${condition} orderby Name ${firstRows(maxRows)}`);
      return { accounts: found, more: found.length === maxRows };
    },

    async account(realm, accountId) {
      const clauses = `where Id = ${quoted(accountId)} and ${includingInactive} ${firstRows(1)}`;
      return (await find(realm, clauses))[0] ?? null;
    },
  } satisfies Partial<QuickbooksGateway>;
};
