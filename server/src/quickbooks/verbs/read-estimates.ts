import * as z from 'zod';
import { firstRows, quoted, where } from '../calls/query.ts';
import { rowsOf } from '../calls/wire.ts';
import type { QuickbooksGateway, Realm } from '../gateway.ts';
import type { QuickbooksClient } from '../quickbooks-client.ts';
import { translateEstimate } from '../translate/translate-estimate.ts';
import type { InvoiceReader } from './read-invoices.ts';

const most = 100;

/** Implements `estimatesOf`. Leaves out estimates that cannot be read. */
export const readEstimates = async (
  client: QuickbooksClient,
  { homeCurrency }: Pick<InvoiceReader, 'homeCurrency'>,
  realm: Realm,
  customerId: string,
): ReturnType<QuickbooksGateway['estimatesOf']> => {
  const condition = where(`CustomerRef = ${quoted(customerId)}`);
  const clauses = `${condition}orderby TxnDate desc ${firstRows(most)}`;
  const response = await client.find(realm, { entity: 'Estimate', clauses });
  const rows = rowsOf('Estimate', z.unknown(), response);
  const currency = await homeCurrency(realm, rows);
  return {
    estimates: rows.flatMap((row) => translateEstimate(row, currency) ?? []),
    more: rows.length >= most,
  };
};
