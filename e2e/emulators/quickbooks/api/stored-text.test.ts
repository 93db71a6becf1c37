import { afterAll, beforeAll, expect, test } from 'vitest';
import { usualSwitches } from '../switches.ts';
import { type Emulator, startForTest, type TestRealm } from '../testing/open-realm.ts';
import { storableText } from './stored-text.ts';

let emulator: Emulator;
let realm: TestRealm;
beforeAll(async () => {
  emulator = await startForTest();
  realm = await emulator.openRealm('us');
});
afterAll(() => emulator.close());

test('replaces letters beyond Latin-1 by question marks when switched on', () => {
  const body = { DisplayName: 'Złotnicki – café', Line: [{ Description: '漢' }], Qty: 1 };
  expect(storableText(body, usualSwitches)).toEqual(body);
  expect(storableText(body, { ...usualSwitches, lettersStored: 'latin1' })).toEqual({
    DisplayName: 'Z?otnicki ? café',
    Line: [{ Description: '?' }],
    Qty: 1,
  });
});

test('stores emoji, or fails with 500 when switched on', () => {
  const body = { DisplayName: 'Party 🎉' };
  expect(storableText(body, usualSwitches)).toEqual(body);
  expect(() => storableText(body, { ...usualSwitches, emoji: 'fail' })).toThrow('10000');
});

test('rounds a percentage to two decimals: 33.333 % of 30,000.00 is 9,999.00', async () => {
  const { body } = await realm.call('POST', '/invoice', {
    CustomerRef: { value: '3' },
    Line: [
      {
        Amount: 30000,
        DetailType: 'SalesItemLineDetail',
        SalesItemLineDetail: { ItemRef: { value: '6' }, TaxCodeRef: { value: 'NON' } },
      },
      {
        DetailType: 'DiscountLineDetail',
        DiscountLineDetail: { PercentBased: true, DiscountPercent: 33.333 },
      },
    ],
  });
  expect(body.Invoice.TotalAmt).toBe(20001);
});
