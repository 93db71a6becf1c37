import * as z from 'zod';
import { firstRows, quoted, where } from '../calls/query.ts';
import { rowsOf } from '../calls/wire.ts';
import type { QuickbooksGateway, Realm } from '../gateway.ts';
import type { QuickbooksClient } from '../quickbooks-client.ts';
import { translateEstimate } from '../translate/translate-estimate.ts';
import type { InvoiceReader } from './read-invoices.ts';

const most = 100;

/** Implements `estimatesOf`. */
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
  const estimates = rows.flatMap((row) => translateEstimate(row, currency) ?? []);
  return { estimates, more: rows.length >= most || estimates.length < rows.length };
};
