import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, saleOf, startForTest, type TestRealm } from '../testing/open-realm.ts';

let emulator: Emulator;
let realm: TestRealm;

beforeAll(async () => {
  emulator = await startForTest();
});
beforeEach(async () => {
  realm = await emulator.openRealm('us');
});
afterAll(() => emulator.close());

const sale = { CustomerRef: { value: '1' }, Line: [saleOf(100)] };
const naming = (id: string) => ({ ...sale, LinkedTxn: [{ TxnId: id, TxnType: 'Estimate' }] });
const set = (switches: object) =>
  emulator.control('POST', '/settings', { realmId: realm.realmId, ...switches });
const offer = async () => (await realm.call('POST', '/estimate', sale)).body.Estimate;
const estimate = async (id: string) => (await realm.call('GET', `/estimate/${id}`)).body.Estimate;
const invoice = async (id: string) => (await realm.call('GET', `/invoice/${id}`)).body.Invoice;

async function billed() {
  const { Id } = await offer();
  const { Invoice } = (await realm.call('POST', '/invoice', naming(Id))).body;
  return { Id, Invoice };
}

describe('an invoice linked to an estimate', () => {
  test('links both sides and closes the estimate without a new SyncToken', async () => {
    const { Id, Invoice } = await billed();
    expect(Invoice.LinkedTxn).toEqual([{ TxnId: Id, TxnType: 'Estimate' }]);
    expect(await estimate(Id)).toMatchObject({
      TxnStatus: 'Closed',
      SyncToken: '0',
      LinkedTxn: [{ TxnId: Invoice.Id, TxnType: 'Invoice' }],
    });
  });

  test('sets the other status and a new SyncToken when switched on', async () => {
    await set({ invoicedEstimate: 'Converted', estimateLinkBumps: true });
    const { Id } = await billed();
    expect(await estimate(Id)).toMatchObject({ TxnStatus: 'Converted', SyncToken: '1' });
  });

  test('adds the estimate to the change feed', async () => {
    await set({ clockOffsetMs: -3_600_000 });
    const { Id } = await offer();
    await set({ clockOffsetMs: 0 });
    const since = new Date(Date.now() - 60_000).toISOString();
    const changes = async () => {
      const { body } = await realm.call('GET', `/cdc?entities=Estimate&changedSince=${since}`);
      return body.CDCResponse[0]?.QueryResponse[0]?.Estimate?.map((one) => one.Id) ?? [];
    };
    expect(await changes()).toEqual([]);
    await realm.call('POST', '/invoice', naming(Id));
    expect(await changes()).toEqual([Id]);
  });

  test('keeps the link after a payment and sparse updates', async () => {
    const { Id, Invoice } = await billed();
    const line = { Amount: 40, LinkedTxn: [{ TxnId: Invoice.Id, TxnType: 'Invoice' }] };
    const money = { CustomerRef: sale.CustomerRef, TotalAmt: 40, Line: [line] };
    const { Payment } = (await realm.call('POST', '/payment', money)).body;
    const { SyncToken } = await invoice(Invoice.Id);
    const change = { Id: Invoice.Id, SyncToken, sparse: true, PrivateNote: 'as agreed' };
    const changed = (await realm.call('POST', '/invoice', change)).body.Invoice;
    expect(changed).toMatchObject({ Balance: 60, PrivateNote: 'as agreed' });
    expect(changed.LinkedTxn).toEqual([
      { TxnId: Id, TxnType: 'Estimate' },
      { TxnId: Payment.Id, TxnType: 'Payment' },
    ]);
  });

  test('adds and changes the link in an update', async () => {
    const { Id } = await offer();
    const other = await offer();
    const { Invoice } = (await realm.call('POST', '/invoice', sale)).body;
    const relink = async (id: string, SyncToken: string) => {
      const { LinkedTxn } = naming(id);
      const change = { Id: Invoice.Id, SyncToken, sparse: true, LinkedTxn };
      return (await realm.call('POST', '/invoice', change)).body.Invoice;
    };
    expect((await relink(Id, '0')).LinkedTxn).toEqual([{ TxnId: Id, TxnType: 'Estimate' }]);
    expect((await estimate(Id)).TxnStatus).toBe('Closed');
    await relink(other.Id, '1');
    expect(await estimate(Id)).toMatchObject({ TxnStatus: 'Pending', LinkedTxn: [] });
    expect((await estimate(other.Id)).TxnStatus).toBe('Closed');
  });

  test('refuses a billed estimate, two estimates, and one of another customer', async () => {
    const { Id } = await billed();
    const refused = await realm.call('POST', '/invoice', naming(Id));
    expect(refused.fault).toBe('620');
    const [one, two] = [await offer(), await offer()];
    const both = [...naming(one.Id).LinkedTxn, ...naming(two.Id).LinkedTxn];
    expect((await realm.call('POST', '/invoice', { ...sale, LinkedTxn: both })).fault).toBe('620');
    const foreign = { ...naming(one.Id), CustomerRef: { value: '3' } };
    expect((await realm.call('POST', '/invoice', foreign)).fault).toBe('620');
    expect((await estimate(one.Id)).TxnStatus).toBe('Pending');
  });

  test.each(['Closed', 'Rejected', 'Converted'])('refuses a %s estimate', async (TxnStatus) => {
    const { body } = await realm.call('POST', '/estimate', { ...sale, TxnStatus });
    const { Id } = body.Estimate;
    expect((await realm.call('POST', '/invoice', naming(Id))).fault).toBe('620');
    expect(await estimate(Id)).toMatchObject({ TxnStatus, LinkedTxn: [] });
    await set({ linkClosedEstimate: 'accept' });
    expect((await realm.call('POST', '/invoice', naming(Id))).fault).toBeUndefined();
  });

  test('links an accepted and an expired estimate', async () => {
    for (const open of [{ TxnStatus: 'Accepted' }, { ExpirationDate: '2024-02-01' }]) {
      const { body } = await realm.call('POST', '/estimate', { ...sale, ...open });
      const made = await realm.call('POST', '/invoice', naming(body.Estimate.Id));
      expect(made.fault).toBeUndefined();
      expect(await estimate(body.Estimate.Id)).toMatchObject({ TxnStatus: 'Closed' });
    }
  });

  test('links an estimate once when the request is repeated', async () => {
    const { Id } = await offer();
    const first = await realm.call('POST', '/invoice?requestid=one', naming(Id));
    const again = await realm.call('POST', '/invoice?requestid=one', naming(Id));
    expect(again.body.Invoice.Id).toBe(first.body.Invoice.Id);
    expect((await estimate(Id)).LinkedTxn).toHaveLength(1);
  });
});

describe('removing the link', () => {
  test.each(['void', 'delete'])('reopens the estimate on %s of the invoice', async (operation) => {
    const { Id, Invoice } = await billed();
    const identity = { Id: Invoice.Id, SyncToken: Invoice.SyncToken };
    await realm.call('POST', `/invoice?operation=${operation}`, identity);
    expect(await estimate(Id)).toMatchObject({ TxnStatus: 'Pending', LinkedTxn: [] });
    if (operation === 'void') expect((await invoice(Invoice.Id)).LinkedTxn).toEqual([]);
  });

  test.each([
    ['Accepted', 'Accepted'],
    ['kept', 'Closed'],
  ])('sets the status of the switch: %s', async (estimateWithoutInvoice, status) => {
    await set({ estimateWithoutInvoice });
    const { Id, Invoice } = await billed();
    const identity = { Id: Invoice.Id, SyncToken: Invoice.SyncToken };
    await realm.call('POST', '/invoice?operation=delete', identity);
    expect(await estimate(Id)).toMatchObject({ TxnStatus: status, LinkedTxn: [] });
  });

  test('removes the link or refuses when the estimate is deleted', async () => {
    const { Id, Invoice } = await billed();
    const identity = { Id, SyncToken: '0' };
    await set({ deleteInvoicedEstimate: 'refuse' });
    expect((await realm.call('POST', '/estimate?operation=delete', identity)).fault).toBe('800');
    await set({ deleteInvoicedEstimate: 'unlink' });
    await realm.call('POST', '/estimate?operation=delete', identity);
    expect(await invoice(Invoice.Id)).toMatchObject({ LinkedTxn: [], Balance: 100 });
  });

  test('deletes an invoice with an estimate even where paid ones are refused', async () => {
    await set({ deletePaidInvoice: 'refuse' });
    const { Invoice } = await billed();
    const identity = { Id: Invoice.Id, SyncToken: Invoice.SyncToken };
    const deleted = await realm.call('POST', '/invoice?operation=delete', identity);
    expect(deleted.fault).toBeUndefined();
  });
});
