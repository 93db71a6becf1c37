import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Emulator, saleOf, startForTest, type TestRealm } from '../testing/open-realm.ts';

let emulator: Emulator;
let tracked: TestRealm;

beforeAll(async () => {
  emulator = await startForTest();
  tracked = await emulator.openRealm('us', { classTracking: 'invoice', trackLocations: true });
});
afterAll(() => emulator.close());

const sale = { CustomerRef: { value: '1' }, Line: [saleOf(100)] };
const create = (realm: TestRealm, more: object) =>
  realm.call('POST', '/invoice', { ...sale, ...more });

describe('classes and locations', () => {
  test('are stored with their names', async () => {
    const { body } = await create(tracked, {
      ClassRef: { value: '3' },
      DepartmentRef: { value: '1' },
    });
    expect(body.Invoice).toMatchObject({
      ClassRef: { value: '3', name: 'Installation:Acoustics' },
      DepartmentRef: { value: '1', name: 'Boston' },
    });
  });

  test.each([
    [{ ClassRef: { value: '99' } }, '2500'],
    [{ ClassRef: { value: '4' } }, '610'],
    [{ ClassRef: { value: 'Rental' } }, '2030'],
    [{ DepartmentRef: { value: '3' } }, '610'],
  ])('%j is refused with %s', async (more, code) => {
    expect((await create(tracked, more)).fault).toBe(code);
  });

  test('are refused with 2500 by a switch when they are inactive', async () => {
    const realm = await emulator.openRealm('us', {
      classTracking: 'invoice',
      trackLocations: true,
    });
    await emulator.control('POST', '/settings', {
      realmId: realm.realmId,
      inactiveListEntry: '2500',
    });
    expect((await create(realm, { ClassRef: { value: '4' } })).fault).toBe('2500');
    expect((await create(realm, { DepartmentRef: { value: '3' } })).fault).toBe('2500');
  });

  test('are listed by queries without the inactive ones', async () => {
    const { body } = await tracked.query('select * from Department');
    expect(body.QueryResponse).toMatchObject({
      Department: [{ Name: 'Boston' }, { Name: 'Portland' }],
    });
  });

  test('of lines are stored where lines are tracked', async () => {
    const realm = await emulator.openRealm('us', { classTracking: 'line' });
    const line = saleOf(100);
    const { SalesItemLineDetail } = line as { SalesItemLineDetail?: object };
    const Line = [
      { ...line, SalesItemLineDetail: { ...SalesItemLineDetail, ClassRef: { value: '1' } } },
    ];
    const { body } = await realm.call('POST', '/invoice', { ...sale, Line });
    expect(body.Invoice.Line[0]?.SalesItemLineDetail?.ClassRef).toEqual({
      value: '1',
      name: 'Furniture',
    });
    expect(body.Invoice).not.toHaveProperty('ClassRef');
  });
});

describe('fields that the preferences turn off', () => {
  const sent = { ClassRef: { value: '1' }, DepartmentRef: { value: '1' }, TrackingNum: '1Z' };

  test('are left out, or refused by a switch', async () => {
    const realm = await emulator.openRealm('us', { allowShipping: false });
    const { body } = await create(realm, sent);
    for (const name of Object.keys(sent)) expect(body.Invoice).not.toHaveProperty(name);
    await emulator.control('POST', '/settings', {
      realmId: realm.realmId,
      turnedOffFields: 'refuse',
    });
    for (const [name, value] of Object.entries(sent))
      expect((await create(realm, { [name]: value })).fault).toBe('6000');
  });
});

test('a custom field has at most 31 characters, or more by a switch', async () => {
  const realm = await emulator.openRealm('us');
  const long = { CustomField: [{ DefinitionId: '1', StringValue: 'x'.repeat(32) }] };
  expect((await create(realm, long)).fault).toBe('2050');
  await emulator.control('POST', '/settings', { realmId: realm.realmId, customFieldLength: 255 });
  expect((await create(realm, long)).body.Invoice.CustomField[0]?.StringValue).toHaveLength(32);
});
