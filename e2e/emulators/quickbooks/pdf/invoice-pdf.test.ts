import { inflateSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulator, saleOf, startForTest, type TestRealm } from '../testing/open-realm.ts';

let emulator: Emulator;
let realm: TestRealm;

beforeAll(async () => {
  emulator = await startForTest();
  realm = await emulator.openRealm('uk');
});
afterAll(() => emulator.close());

/** Extracts the text of a PDF with built-in fonts: hexadecimal strings in compressed streams. */
function textOf(pdf: Buffer): string {
  const source = pdf.toString('latin1');
  const streams = [...source.matchAll(/stream\n([\s\S]*?)\nendstream/g)];
  const drawn = streams.flatMap(([, data = '']) => {
    try {
      return inflateSync(Buffer.from(data, 'latin1')).toString('latin1');
    } catch {
      return [];
    }
  });
  const texts = drawn.join('\n').matchAll(/\[(.*?)\] TJ/g);
  return [...texts]
    .map(([, parts = '']) =>
      [...parts.matchAll(/<([0-9a-f]+)>/g)]
        .map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1'))
        .join(''),
    )
    .join('\n');
}

async function printed(body: object): Promise<string> {
  const made = await realm.call('POST', '/invoice', {
    CurrencyRef: { value: 'EUR' },
    GlobalTaxCalculation: 'TaxExcluded',
    ...body,
  });
  const answer = await fetch(`${realm.base}/invoice/${made.body.Invoice.Id}/pdf`, {
    headers: { ...realm.headers, accept: 'application/pdf' },
  });
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  const pdf = Buffer.from(await answer.arrayBuffer());
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  return textOf(pdf);
}

test('prints sender, recipient, number, lines, totals and message', async () => {
  const words = await printed({
    CustomerRef: { value: '2' },
    DocNumber: 'A-17',
    TxnDate: '2026-03-13',
    CustomerMemo: { value: 'Vielen Dank für Ihren Auftrag' },
    Line: [
      {
        ...saleOf(640, { code: '2', ItemRef: { value: '3' }, Qty: 2, UnitPrice: 320 }),
        Description: 'Second hand',
      },
      { DetailType: 'DiscountLineDetail', Amount: 40, DiscountLineDetail: { PercentBased: false } },
    ],
  });
  for (const text of [
    'Test Company',
    'INVOICE',
    'Möller Innenausbau GmbH',
    'Speicherstraße 7',
    'A-17',
    '13 Mar 2026',
    'Net 30',
    'Oak desk 160',
    'Second hand',
    '320.00',
    '640.00',
    '-40.00',
    'VAT 20%',
    '120.00',
    '720.00',
    'Balance due (EUR)',
    'Vielen Dank für Ihren Auftrag',
  ])
    expect(words).toContain(text);
});

test.each([
  ["begins with the customer's name", 'Möller Innenausbau GmbH'],
  ['begins with another name', 'Möller Innenausbau, Einkauf'],
])('prints no extra name above an address block that %s', async (_what, Line1) => {
  const words = await printed({
    CustomerRef: { value: '2' },
    BillAddr: { Line1, Line2: 'Speicherstraße 7' },
    Line: [saleOf(10, { code: '2' })],
  });
  expect(words.match(/Möller/g)).toHaveLength(1);
  expect(words).toContain(Line1);
});

test('continues many lines on further pages', async () => {
  const Line = Array.from({ length: 60 }, (_, n) => ({
    ...saleOf(1, { code: '2' }),
    Description: `Position ${n + 1}`,
  }));
  const words = await printed({ CustomerRef: { value: '2' }, Line });
  expect(words).toContain('Position 1');
  expect(words).toContain('Position 60');
});

test('returns a JSON fault for the PDF of an unknown invoice', async () => {
  const answer = await fetch(`${realm.base}/invoice/99999/pdf`, {
    headers: { ...realm.headers, accept: 'application/pdf' },
  });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ Fault: { Error: [{ code: '610' }] } });
});
