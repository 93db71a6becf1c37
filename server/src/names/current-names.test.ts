import { describe, expect, it } from 'vitest';
import {
  classicBody,
  deliverWebhook,
  type WebhookChange,
  webhookEnv,
} from '../testing/deliver-webhook.ts';
import { openInitialSyncFixture } from '../testing/initial-sync-fixture.ts';
import { runDue } from '../testing/run-due.ts';

const openMirrored = async () => {
  const fixture = await openInitialSyncFixture('us', { env: webhookEnv });
  await fixture.readAll();
  await fixture.forgetCalls();
  return {
    ...fixture,
    async deliver(...changes: WebhookChange[]) {
      await deliverWebhook(fixture, classicBody(fixture.company.realmId, changes));
      await runDue(fixture.dependencies, ['events']);
    },
  };
};

describe('the mirrored names follow the change feed', () => {
  it('with one read for changes of all kinds', async () => {
    const fixture = await openMirrored();
    const customer = await fixture.saveCustomer({ DisplayName: 'Alder & Ash' });
    await fixture.saveCustomer({ Id: '2', PrimaryEmailAddr: { Address: 'new@larch.example' } });
    await fixture.saveCustomer({ Id: '3', Active: false });
    const item = await fixture.saveItem({ Name: 'Alder board', UnitPrice: 12.5 });
    const vendor = await fixture.saveVendor({ DisplayName: 'Alder Mill', Balance: 120.5 });
    const employee = await fixture.saveEmployee({ DisplayName: 'Alma' });
    await fixture.forgetCalls();
    await fixture.interval();
    expect(await fixture.calls()).toEqual(['GET cdc']);
    const customers = await fixture.mirroredNames('Customer');
    expect(customers.get(customer.Id)).toMatchObject({ name: 'Alder & Ash', active: true });
    expect(customers.get('2')).toMatchObject({ email: 'new@larch.example' });
    expect(customers.get('3')).toMatchObject({ active: false, deleted: false });
    const items = await fixture.mirroredNames('Item');
    expect(items.get(item.Id)).toMatchObject({ row: { name: 'Alder board', unitPrice: '12.5' } });
    const vendors = await fixture.mirroredNames('Vendor');
    expect(vendors.get(vendor.Id)).toMatchObject({ name: 'Alder Mill', balance: '120.50' });
    const employees = await fixture.mirroredNames('Employee');
    expect(employees.get(employee.Id)).toMatchObject({ name: 'Alma', row: null });
  });

  it('when a renamed customer changes the full names below it', async () => {
    const fixture = await openMirrored();
    const child = await fixture.saveCustomer({
      DisplayName: 'Reading nook',
      ParentRef: { value: '1' },
      Job: true,
    });
    await fixture.interval();
    await fixture.saveCustomer({ Id: '1', DisplayName: 'Northgate Trust' });
    await fixture.interval();
    const customers = await fixture.mirroredNames('Customer');
    expect(customers.get(child.Id)).toMatchObject({ name: 'Northgate Trust:Reading nook' });
  });

  it.each(['gone', 'inactive'] as const)('when a merge leaves a customer %s', async (left) => {
    const fixture = await openMirrored();
    await fixture.switches({ mergedCustomer: left });
    const from = await fixture.saveCustomer({ DisplayName: 'Double entry' });
    await fixture.interval();
    await fixture.mergeCustomers(from.Id, '1');
    await fixture.interval();
    const customers = await fixture.mirroredNames('Customer');
    expect(customers.get(from.Id)).toMatchObject({ active: false, deleted: left === 'gone' });
  });

  it('by reading all names again when the feed has more than it returns', async () => {
    const fixture = await openMirrored();
    const from = await fixture.saveCustomer({ DisplayName: 'Merged in the crowd' });
    await fixture.interval();
    for (let n = 0; n < 1_001; n += 1) {
      await fixture.saveVendor({ DisplayName: `Vendor ${n}` });
    }
    await fixture.mergeCustomers(from.Id, '1');
    await fixture.interval();
    expect(await fixture.progress()).toMatchObject({ namesSince: null, scope: 'names' });
    await runDue(fixture.dependencies, ['initial_sync']);
    expect((await fixture.mirroredNames('Vendor')).size).toBe(1_004);
    const customers = await fixture.mirroredNames('Customer');
    expect(customers.get(from.Id)).toMatchObject({ active: false, deleted: true });
    expect((await fixture.progress())?.namesSince).not.toBeNull();
  }, 60_000);

  it('and keep what was read later', async () => {
    const fixture = await openMirrored();
    const { quickbooks } = fixture.dependencies;
    const { changesSince } = quickbooks;
    quickbooks.changesSince = async (...of) => {
      const older = await changesSince(...of);
      await fixture.saveCustomer({ Id: '2', DisplayName: 'Newest name' });
      quickbooks.changesSince = changesSince;
      await fixture.interval();
      return older;
    };
    await fixture.saveCustomer({ Id: '2', DisplayName: 'Older name' });
    await fixture.interval();
    expect((await fixture.mirroredNames('Customer')).get('2')?.name).toBe('Newest name');
  });
});

describe('the mirrored names follow events', () => {
  it('with one read for the changes of a kind', async () => {
    const fixture = await openMirrored();
    await fixture.saveCustomer({ Id: '2', DisplayName: 'Larch House' });
    const { Id } = await fixture.saveCustomer({ DisplayName: 'Elm House' });
    const vendor = await fixture.saveVendor({ DisplayName: 'Elm Mill' });
    await fixture.forgetCalls();
    await fixture.deliver(
      { name: 'Customer', id: '2', operation: 'Update' },
      { name: 'Customer', id: Id, operation: 'Create' },
      { name: 'Vendor', id: vendor.Id, operation: 'Create' },
    );
    expect(await fixture.calls()).toHaveLength(2);
    const customers = await fixture.mirroredNames('Customer');
    expect(customers.get('2')?.name).toBe('Larch House');
    expect(customers.get(Id)?.name).toBe('Elm House');
    expect((await fixture.mirroredNames('Vendor')).get(vendor.Id)?.name).toBe('Elm Mill');
  });

  it('when customers were merged', async () => {
    const fixture = await openMirrored();
    const from = await fixture.saveCustomer({ DisplayName: 'Twice here' });
    await fixture.deliver({ name: 'Customer', id: from.Id, operation: 'Create' });
    await fixture.mergeCustomers(from.Id, '1');
    await fixture.deliver({
      name: 'Customer',
      id: '1',
      operation: 'Merge',
      deletedId: from.Id,
    });
    const customers = await fixture.mirroredNames('Customer');
    expect(customers.get(from.Id)).toMatchObject({ active: false, deleted: true });
  });

  it('without a read after a change of our own', async () => {
    const fixture = await openMirrored();
    const customer = { name: 'Pewter Jug', address: '', email: '', taxId: '', currency: 'USD' };
    const { body } = await fixture.call(fixture.company.owner, 'customers/create', {
      context: { of: 'deal', id: fixture.dealId },
      customer,
      replacedCustomerId: '1',
    });
    expect(body).toEqual({ checking: false });
    const customers = await fixture.mirroredNames('Customer');
    const created = [...customers.values()].find(({ name }) => name === 'Pewter Jug');
    expect(created).toBeDefined();
    const lastUpdated = new Date(created?.changedAt ?? 0).toISOString();
    const event = { name: 'Customer', id: created?.nameId ?? '' };
    await fixture.forgetCalls();
    await fixture.deliver({ ...event, operation: 'Create', lastUpdated });
    expect(await fixture.calls()).toEqual([]);
    const later = new Date((created?.changedAt ?? 0) + 5_000).toISOString();
    await fixture.deliver({ ...event, operation: 'Update', lastUpdated: later });
    expect(await fixture.calls()).toHaveLength(1);
  });

  it('not before the initial sync has begun, which reads them all', async () => {
    const fixture = await openInitialSyncFixture('us', { env: webhookEnv });
    await fixture.forgetCalls();
    const change = { name: 'Customer', id: '2', operation: 'Update' };
    await deliverWebhook(fixture, classicBody(fixture.company.realmId, [change]));
    await runDue(fixture.dependencies, ['events']);
    expect(await fixture.calls()).toEqual([]);
  });
});
