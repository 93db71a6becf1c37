import { beforeEach, describe, expect, it } from 'vitest';
import type { Output } from '../../shared/contract/contract.ts';
import {
  type InitialSyncFixture,
  openInitialSyncFixture,
} from '../../testing/initial-sync-fixture.ts';
import { resolveDue } from '../../testing/run-due.ts';
import type { items } from '../contract.ts';

let fixture: InitialSyncFixture;
beforeEach(async () => {
  fixture = await openInitialSyncFixture();
  await fixture.readAll();
});

const context = { of: 'company' as const };

const create = async (name: string, differs: object = {}) => {
  const input = { context, name, accountId: '1', taxable: true, taxCodeId: null, ...differs };
  const { status, body } = await fixture.call(fixture.company.owner, 'items/create', input);
  return { status, body: body as Output<(typeof items)['create']> & { error?: object } };
};

const named = async (name: string) =>
  [...(await fixture.mirroredNames('Item')).values()].filter((item) => item.name === name);

const newItem = async () =>
  (await fixture.call(fixture.company.owner, 'items/newItem', {})).body as Output<
    (typeof items)['newItem']
  >;

describe('creating an item', () => {
  it('creates a service that forms find at once, and remembers its account', async () => {
    expect(await newItem()).toMatchObject({ accountId: null, asksTaxable: true, taxable: null });
    expect((await newItem()).accounts.map(({ name }) => name)).toEqual([
      'Discounts given',
      'Sales of Product Income',
      'Services',
    ]);
    const { body } = await create(' Site\u00a0 survey ', { accountId: '79', taxable: false });
    expect(body).toMatchObject({ kind: 'created', item: { name: 'Site survey', taxable: false } });
    expect(await named('Site survey')).toHaveLength(1);
    expect(await newItem()).toMatchObject({ accountId: '79', taxable: false });
    expect(await fixture.call(fixture.company.owner, 'items/settings', {})).toMatchObject({
      body: { current: { unknownProducts: 'ask', account: { name: 'Sales of Product Income' } } },
    });
  });

  it('returns the item again for a second press', async () => {
    const first = await create('Site survey');
    expect(await create('Site survey')).toEqual(first);
    expect(await named('Site survey')).toHaveLength(1);
  });

  it('is looked up after a lost response, then returned', async () => {
    await fixture.fault({ fault: 'reset-after' }, 'item');
    expect((await create('Site survey')).body).toEqual({ kind: 'checking' });
    expect((await create('SITE SURVEY')).body).toEqual({ kind: 'checking' });
    fixture.clock.advance(130_000);
    await resolveDue(fixture.dependencies, ['create_item']);
    expect((await create('Site survey')).body).toMatchObject({ kind: 'created' });
    expect(await named('Site survey')).toHaveLength(1);
  });

  it('names the item that has the name, also an inactive one, and a free name', async () => {
    expect((await create('hours')).body).toMatchObject({
      kind: 'taken',
      by: { name: 'Hours', active: true, row: { name: 'Hours' } },
      free: 'hours 2',
    });
    const lamp = await fixture.saveItem({ Name: 'Reading lamp' });
    await fixture.saveItem({ ...lamp, Active: false, sparse: true });
    await fixture.interval();
    expect((await create('Reading lamp')).body).toMatchObject({
      kind: 'taken',
      by: { id: lamp.Id, active: false },
    });
  });

  it('names the item that got the name since the mirror was read', async () => {
    const { Id } = await fixture.saveItem({ Name: 'Site survey' });
    expect((await create('Site survey')).body).toMatchObject({ kind: 'taken', by: { id: Id } });
  });

  it.each([
    ['Desk: oak', { fields: [{ path: 'name', problem: 'forbidden_characters' }] }],
    ['x'.repeat(101), { fields: [{ path: 'name', problem: 'too_long', limit: 100 }] }],
    ['  ', { fields: [{ path: 'name', problem: 'required' }] }],
  ])('refuses the name %s', async (name, error) => {
    expect((await create(name)).body.error).toMatchObject(error);
  });

  it.each([
    ['of another type', '80'],
    ['that does not exist', '999'],
  ])('refuses an account %s', async (_, accountId) => {
    expect((await create('Site survey', { accountId })).body.error).toMatchObject({
      fields: [{ path: 'accountId', problem: 'income_account_unusable' }],
    });
  });
});

describe.each(['restores_name', 'keeps_name'] as const)(
  'reactivating while QuickBooks %s',
  (reactivation) => {
    beforeEach(() => fixture.switches({ reactivation }));

    const inactiveItem = async (Name: string) => {
      const item = await fixture.saveItem({ Name });
      await fixture.saveItem({ ...item, Active: false, sparse: true });
      await fixture.interval();
      return item.Id;
    };

    const reactivate = async (itemId: string) =>
      fixture.call(fixture.company.owner, 'items/reactivate', { context, itemId });

    it('makes an item active with its former name', async () => {
      const itemId = await inactiveItem('Reading lamp');
      expect((await reactivate(itemId)).body).toMatchObject({
        item: { id: itemId, name: 'Reading lamp' },
      });
      expect(await named('Reading lamp')).toMatchObject([{ nameId: itemId, active: true }]);
    });

    it('says that another item has the name', async () => {
      const itemId = await inactiveItem('Reading lamp');
      await fixture.saveItem({ Name: 'Reading lamp' });
      expect((await reactivate(itemId)).body).toMatchObject({
        error: { fields: [{ path: 'itemId', problem: 'item_name_taken' }] },
      });
    });

    it('makes a customer active with its former name', async () => {
      const { Id } = await fixture.saveCustomer({ DisplayName: 'Birch Kitchen' });
      await fixture.saveCustomer({ Id, Active: false });
      const input = { context, customerId: Id };
      const { body } = await fixture.call(fixture.company.owner, 'customers/reactivate', input);
      expect(body).toMatchObject({ customer: { id: Id, name: 'Birch Kitchen' } });
    });

    it('says that another record has the name of a customer', async () => {
      const { Id } = await fixture.saveCustomer({ DisplayName: 'Birch Kitchen' });
      await fixture.saveCustomer({ Id, Active: false });
      await fixture.saveVendor({ DisplayName: 'Birch Kitchen' });
      const input = { context, customerId: Id };
      const { body } = await fixture.call(fixture.company.owner, 'customers/reactivate', input);
      expect(body).toMatchObject({
        error: { fields: [{ path: 'customerId', problem: 'name_taken' }] },
      });
    });
  },
);

describe('a reactivation', () => {
  it('is refused with the reason of QuickBooks', async () => {
    await fixture.switches({ reactivation: 'refused' });
    const { Id } = await fixture.saveCustomer({ DisplayName: 'Birch Kitchen' });
    await fixture.saveCustomer({ Id, Active: false });
    const input = { context, customerId: Id };
    const { body } = await fixture.call(fixture.company.owner, 'customers/reactivate', input);
    expect(body).toMatchObject({ error: { code: 'quickbooks_refused' } });
  });

  it('is looked up after a lost response', async () => {
    const item = await fixture.saveItem({ Name: 'Reading lamp' });
    await fixture.saveItem({ ...item, Active: false, sparse: true });
    await fixture.fault({ fault: 'reset-after' }, 'item');
    const input = { context, itemId: item.Id };
    const press = () => fixture.call(fixture.company.owner, 'items/reactivate', input);
    expect((await press()).body).toEqual({ item: null });
    fixture.clock.advance(130_000);
    await resolveDue(fixture.dependencies, ['reactivate_item']);
    expect(await named('Reading lamp')).toMatchObject([{ active: true }]);
    expect((await press()).body).toMatchObject({ item: { name: 'Reading lamp' } });
  });
});
