import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Emulator, saleOf, startForTest, type TestRealm } from '../testing/open-realm.ts';
import type { Invoice } from './entities.ts';
import type { Mail } from './realm.ts';

let emulator: Emulator;
let realm: TestRealm;
let invoice: Invoice;

beforeAll(async () => {
  emulator = await startForTest();
});
afterAll(() => emulator.close());
beforeEach(async () => {
  realm = await emulator.openRealm('us');
  invoice = await bill({ BillEmail: { Address: 'accounts@northgate.example' } });
});

async function bill(more: object): Promise<Invoice> {
  const body = { CustomerRef: { value: '1' }, Line: [saleOf(100)], ...more };
  return (await realm.call('POST', '/invoice', body)).body.Invoice;
}

async function send(id: string, query = '', type = 'application/octet-stream') {
  const answer = await fetch(`${realm.base}/invoice/${id}/send${query}`, {
    method: 'POST',
    headers: { ...realm.headers, 'content-type': type },
  });
  return (await answer.json()) as {
    Invoice: Invoice;
    Fault?: { Error: { code: string }[] };
  };
}

async function mails(): Promise<Mail[]> {
  const response = await emulator.control('GET', `/realms/${realm.realmId}/contents`);
  return response.mails as Mail[];
}

function switchTo(switches: object) {
  return emulator.control('POST', '/settings', { realmId: realm.realmId, ...switches });
}

test("sends to the invoice's address and records the time", async () => {
  const { Invoice } = await send(invoice.Id);
  expect(Invoice).toMatchObject({
    EmailStatus: 'EmailSent',
    DeliveryInfo: {
      DeliveryType: 'Email',
      DeliveryTime: expect.stringMatching(/T\d\d:\d\d:\d\d-0[78]:00$/),
    },
    BillEmail: { Address: 'accounts@northgate.example' },
    SyncToken: '0',
  });
  expect(await mails()).toMatchObject([
    { invoiceId: invoice.Id, to: 'accounts@northgate.example' },
  ]);
});

test('sends to another address with its copies and stores that address', async () => {
  const { Id } = await bill({ BillEmailCc: { Address: 'desk@northgate.example' } });
  const { Invoice } = await send(Id, '?sendTo=chief%40northgate.example');
  expect(Invoice.BillEmail).toEqual({ Address: 'chief@northgate.example' });
  expect(await mails()).toMatchObject([
    { to: 'chief@northgate.example', cc: 'desk@northgate.example' },
  ]);
  expect((await realm.call('GET', `/invoice/${Id}`)).body.Invoice).toEqual(Invoice);
});

test('sends to several addresses, Cc and Bcc', async () => {
  const to = 'accounts@northgate.example, chief@northgate.example';
  const copies = {
    BillEmailCc: { Address: 'desk@northgate.example, hall@northgate.example' },
    BillEmailBcc: { Address: 'archive@northgate.example' },
  };
  const { Id } = await bill({ BillEmail: { Address: to }, EmailStatus: 'NeedToSend', ...copies });
  expect((await send(Id)).Invoice).toMatchObject({ EmailStatus: 'EmailSent', ...copies });
  expect(await mails()).toMatchObject([
    {
      to,
      cc: 'desk@northgate.example, hall@northgate.example',
      bcc: 'archive@northgate.example',
    },
  ]);
});

test('refuses more than 100 characters of addresses', async () => {
  const to = Array.from({ length: 5 }, (_, n) => `colleague-${n}@northgate.example`).join(',');
  expect((await send(invoice.Id, `?sendTo=${to}`)).Fault?.Error[0]?.code).toBe('2050');
  expect(await mails()).toEqual([]);
});

test('gives a new invoice without copies those of the preferences, once', async () => {
  const preferences = {
    salesEmailCc: 'copies@northgate.example',
    salesEmailBcc: 'archive@northgate.example',
  };
  await switchTo({ preferences });
  const usual = await bill({ BillEmailCc: { Address: 'desk@northgate.example' } });
  expect(usual).toMatchObject({
    BillEmailCc: { Address: 'desk@northgate.example' },
    BillEmailBcc: { Address: 'archive@northgate.example' },
  });
  const cleared = { Id: usual.Id, SyncToken: '0', sparse: true, BillEmailBcc: { Address: '' } };
  const { body } = await realm.call('POST', '/invoice', cleared);
  expect(body.Invoice).not.toHaveProperty('BillEmailBcc');
  const read = await realm.call('GET', '/preferences');
  expect(read.body.Preferences.SalesFormsPrefs).toMatchObject({
    SalesEmailCc: { Address: 'copies@northgate.example' },
    SalesEmailBcc: { Address: 'archive@northgate.example' },
  });
});

test('sends twice for two calls, even with one requestid', async () => {
  await send(invoice.Id, '?requestid=once');
  await send(invoice.Id, '?requestid=once');
  expect(await mails()).toHaveLength(2);
});

test('accepts another content type and notes it in the journal', async () => {
  await send(invoice.Id);
  await send(invoice.Id, '', 'application/json');
  expect(await mails()).toHaveLength(2);
  const journal = await emulator.control('GET', `/journal?realm=${realm.realmId}`);
  const sends = journal.filter(({ path }) => String(path).endsWith('/send'));
  expect(sends.map(({ contentType, notes }) => [contentType, notes])).toEqual([
    ['application/octet-stream', []],
    ['application/json', ['sent without Content-Type: application/octet-stream']],
  ]);
});

test('increments the SyncToken only when switched on', async () => {
  await switchTo({ sendChangesSyncToken: true });
  expect((await send(invoice.Id)).Invoice.SyncToken).toBe('1');
});

describe('without an address', () => {
  test.each(['6420', '2020', '6000'])('refuses with %s', async (code) => {
    await switchTo({ sendWithoutAddress: code });
    const { Id } = await bill({});
    expect((await send(Id)).Fault?.Error[0]?.code).toBe(code);
    expect(await mails()).toEqual([]);
  });
});

test('refuses an invalid address', async () => {
  expect((await send(invoice.Id, '?sendTo=nobody')).Fault?.Error[0]?.code).toBe('2210');
});

test('returns 610 for an unknown invoice', async () => {
  expect((await send('99999')).Fault?.Error[0]?.code).toBe('610');
});

test('sends 40 e-mails per day and company, as the sandbox does', async () => {
  for (let n = 0; n < 40; n++) expect((await send(invoice.Id)).Fault).toBeUndefined();
  expect((await send(invoice.Id)).Fault?.Error[0]?.code).toBe('6000');
  await switchTo({ clockOffsetMs: 86_400_001, accessTokenSeconds: 3600 });
  const { access_token } = await emulator.control('POST', '/grants', { realmId: realm.realmId });
  realm.headers.authorization = `Bearer ${access_token}`;
  expect((await send(invoice.Id)).Fault).toBeUndefined();
  expect(await mails()).toHaveLength(41);
});

test('sends the e-mail even when the response is lost', async () => {
  await emulator.control('POST', '/faults', {
    match: { realm: realm.realmId, path: '/send$' },
    fault: 'reset-after',
  });
  await expect(send(invoice.Id)).rejects.toThrow();
  expect(await mails()).toHaveLength(1);
  expect((await realm.call('GET', `/invoice/${invoice.Id}`)).body.Invoice.EmailStatus).toBe(
    'EmailSent',
  );
});
