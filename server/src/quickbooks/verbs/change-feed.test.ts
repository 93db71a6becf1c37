import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recordedQuickbooks } from '../../testing/recorded-quickbooks.ts';
import { feedEntities } from '../models.ts';

const since = '2027-03-16T09:00:00Z';

/** A response as another project published it; `note` in the file says which. */
const recorded = (name: string): object => {
  const path = join(import.meta.dirname, `recorded-feeds/${name}.json`);
  return (JSON.parse(readFileSync(path, 'utf8')) as { body: object }).body;
};

const invoice = (Id: string, more: object = {}) => ({
  Id,
  SyncToken: '0',
  CurrencyRef: { value: 'USD' },
  TotalAmt: 100,
  MetaData: { LastUpdatedTime: '2027-03-16T10:00:00-07:00' },
  ...more,
});

const payment = (Id: string) => ({
  Id,
  TotalAmt: 40,
  Line: [{ Amount: 40, LinkedTxn: [{ TxnId: '7', TxnType: 'Invoice' }] }],
  MetaData: { LastUpdatedTime: '2027-03-16T10:00:00-07:00' },
});

const feed = (blocks: object[], time = '2027-03-16T09:00:00-07:00') => ({
  CDCResponse: [{ QueryResponse: blocks }],
  time,
});

const read = async (body: unknown, entities: readonly (typeof feedEntities)[number][]) => {
  const at = await recordedQuickbooks(() => ({ body }));
  return at.gateway.changesSince(at.realm, entities, since);
};

const all = feedEntities;

/** Blocks of the entities without changes, of which four are names. */
const noNames = [{}, {}, {}, {}];

describe('changesSince', () => {
  it('names entities and time in one call', async () => {
    const at = await recordedQuickbooks(() => ({ body: feed([{}, {}, {}, ...noNames]) }));
    await at.gateway.changesSince(at.realm, all, since);
    expect(at.asked).toHaveLength(1);
    expect(at.asked[0]).toMatchObject({
      path: '/v3/company/1/cdc',
      query: {
        entities: 'Invoice,Payment,CreditMemo,Customer,Item,Vendor,Employee',
        changedSince: since,
      },
    });
  });

  it('matches blocks by name in any order', async () => {
    const blocks = [{}, { Payment: [payment('301')] }, ...noNames, { Invoice: [invoice('7')] }];
    expect(await read(feed(blocks), all)).toMatchObject({
      partial: false,
      time: Date.parse('2027-03-16T16:00:00Z'),
      invoices: [{ id: '7', total: '100.00' }],
      payments: [{ id: '301', applied: [{ invoiceId: '7', amount: '40.00' }] }],
      deleted: [],
    });
  });

  it('reads stubs without metadata, and ids as numbers', async () => {
    const stubs = [
      { domain: 'QBO', status: 'Deleted', Id: '9' },
      { Id: 12, status: 'Deleted' },
    ];
    expect(await read(feed([{ Invoice: stubs }, {}, {}]), all)).toMatchObject({
      invoices: [],
      deleted: [
        { entity: 'Invoice', id: '9' },
        { entity: 'Invoice', id: '12' },
      ],
    });
  });

  it('reads names whole, and names of which only the id is sent', async () => {
    const MetaData = { LastUpdatedTime: '2027-03-16T09:00:00-07:00' };
    const blocks = [
      { Customer: [{ Id: '4', DisplayName: 'Larch', Balance: 12.5, MetaData }, { Id: '5' }] },
      { Item: [{ Id: '6', Name: 'Oak desk', Type: 'Bundle', MetaData }] },
      { Vendor: [{ Id: '7', status: 'Deleted' }] },
      { Employee: [{ Id: '8', DisplayName: 'Alma', Active: false, MetaData }] },
      ...[{}, {}, {}],
    ];
    const { names, incomplete, deleted, partial } = await read(feed(blocks), all);
    expect(names).toMatchObject([
      { kind: 'Customer', id: '4', balance: '12.50', row: { name: 'Larch' } },
      { kind: 'Item', id: '6', name: 'Oak desk', row: null },
      { kind: 'Employee', id: '8', active: false, row: null },
    ]);
    expect(incomplete).toEqual([{ entity: 'Customer', id: '5' }]);
    expect(deleted).toEqual([{ entity: 'Vendor', id: '7' }]);
    expect(partial).toBe(false);
  });

  it('reads what the changed credit memos are applied to', async () => {
    const LinkedTxn = [
      { TxnId: '301', TxnType: 'Payment' },
      { TxnId: '7', TxnType: 'Invoice' },
    ];
    const blocks = [{ CreditMemo: [{ Id: '4', LinkedTxn }] }, {}, {}];
    expect((await read(feed(blocks), all)).linkedToCredits).toEqual({
      invoiceIds: ['7'],
      paymentIds: ['301'],
    });
  });

  it.each([999, 1_000])(
    'is partial from 1,000 objects on, counted over all blocks: %i',
    async (n) => {
      const invoices = Array.from({ length: 600 }, (_, index) => invoice(String(index)));
      const payments = Array.from({ length: n - 600 }, (_, index) => payment(String(index)));
      const blocks = [{ Payment: payments }, { Invoice: invoices }, {}, ...noNames];
      const { partial, isFull } = await read(feed(blocks), all);
      expect({ partial, isFull }).toEqual({ partial: n === 1_000, isFull: n === 1_000 });
    },
  );

  it.each([
    ['there are fewer blocks', [{}, { Invoice: [invoice('7')] }]],
    [
      'a block is of another entity',
      [{}, { Estimate: [{ Id: '1' }] }, { Invoice: [invoice('7')] }],
    ],
  ])('is partial when %s', async (_, blocks) => {
    expect(await read(feed(blocks), all)).toMatchObject({ partial: true, invoices: [{ id: '7' }] });
  });

  it.each([
    ['without a feed', { QueryResponse: {}, time: since }],
    ['with an empty feed', { CDCResponse: [], time: since }],
    ['with a feed without blocks', { CDCResponse: [{}], time: since }],
    ['that is empty', {}],
  ])('fails at a response %s', async (_, body) => {
    await expect(read(body, all)).rejects.toMatchObject({ code: 'quickbooks_unavailable' });
  });

  const Fault = { type: 'SystemFault', Error: [{ code: '10000', Message: 'An error' }] };
  it.each([
    ['beside the feed', { Fault, time: since }],
    ['in the feed', { CDCResponse: [{ Fault }], time: since }],
    ['in a block', { CDCResponse: [{ QueryResponse: [{}, { Fault }, {}] }], time: since }],
  ])('fails at a fault %s of a 200', async (_, body) => {
    await expect(read(body, all)).rejects.toMatchObject({
      code: 'quickbooks_unavailable',
      details: { faultCode: '10000' },
    });
  });

  it('reads the published responses', async () => {
    expect(await read(recorded('empty'), ['Invoice'])).toMatchObject({
      invoices: [],
      partial: false,
      // Without an offset it is no instant.
      time: null,
    });
    expect(await read(recorded('php-sdk'), ['Invoice'])).toMatchObject({
      invoices: [],
      incomplete: [
        { entity: 'Invoice', id: '1' },
        { entity: 'Invoice', id: '2' },
      ],
      deleted: [{ entity: 'Invoice', id: '3' }],
      time: null,
    });
    expect(await read(recorded('intuit-sample'), ['Invoice', 'Payment'])).toMatchObject({
      invoices: [],
      deleted: [],
      // It has blocks of other entities.
      partial: true,
      time: Date.parse('2015-12-23T20:56:06.196Z'),
    });
    expect(await read(recorded('recorded-estimates'), ['Invoice'])).toMatchObject({
      invoices: [],
      partial: true,
      time: expect.any(Number),
    });
  });
});
