import { expect, it } from 'vitest';
import type { QuickbooksClient } from '../quickbooks-client.ts';
import { readEstimates } from './read-estimates.ts';

const readable = {
  Id: '7',
  SyncToken: '0',
  DocNumber: 'E-7',
  TxnDate: '2026-03-01',
  TotalAmt: 100,
  CustomerRef: { value: '3', name: 'Cedar & Finch Ltd' },
  Line: [],
};

const read = (rows: unknown[]) => {
  const find = async () => ({ QueryResponse: { Estimate: rows } });
  const realm = { realmId: '1', companyId: 1 } as never;
  const reader = { homeCurrency: async () => 'USD' };
  return readEstimates({ find } as unknown as QuickbooksClient, reader, realm, '3');
};

it('says that there may be more when one cannot be read, so none counts as deleted', async () => {
  const complete = await read([readable]);
  expect([complete.estimates.length, complete.more]).toEqual([1, false]);
  const partial = await read([readable, { ...readable, Id: null }]);
  expect([partial.estimates.length, partial.more]).toEqual([1, true]);
});
