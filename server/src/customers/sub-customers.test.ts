import { expect, test } from 'vitest';
import type { CustomerRow } from '../shared/contract/picker-rows.ts';
import { openCustomerFixture } from '../testing/customer-fixture.ts';
import { writeInQuickbooks } from '../testing/write-in-quickbooks.ts';
import type { Candidate } from './contract.ts';
import { linkedName } from './store.ts';

const full = 'Northgate Library Trust:Phase 2 reading room';

test('finds a project by its parent and shows its full name, also on invoices', async () => {
  const fixture = await openCustomerFixture();
  const { realmId } = fixture.company;
  const { Id } = await writeInQuickbooks(fixture.dependencies, realmId, 'Customer', {
    DisplayName: 'Phase 2 reading room',
    ParentRef: { value: '1' },
    Job: true,
    IsProject: true,
  });
  const search = async (text: string) => {
    const found = await fixture.ask<{ customers: CustomerRow[] }>('customers/search', {
      context: fixture.dealContext,
      text,
      page: 0,
    });
    return found.customers.map(({ name }) => name);
  };
  expect(await search('Northgate Library')).toEqual(['Northgate Library Trust', full]);
  expect(await search('reading room')).toEqual([full]);
  expect(await search('Trust:Phase 2')).toEqual([full]);

  const candidatesOf = async (name: string) => {
    const query = { context: fixture.dealContext, name, email: '' };
    const { candidates } = await fixture.ask<{ candidates: Candidate[] }>(
      'customers/candidates',
      query,
    );
    return candidates.filter((one) => one.id === Id).map(({ name, reason }) => [name, reason]);
  };
  expect(await candidatesOf('Phase 2 Reading Room')).toEqual([[full, 'name']]);
  expect(await candidatesOf('Northgate Library Trust')).toEqual([[full, 'alike']]);

  await fixture.put([{ customerId: Id, number: 'P-1' }]);
  const names = async (text = '') => {
    const { rows } = await fixture.list({ text }, { context: { of: 'company' } });
    return rows.filter(({ customerId }) => customerId === Id).map((row) => row.customerName);
  };
  await fixture.load({ kind: 'all' }, { of: 'company' });
  expect(await names()).toEqual(['Phase 2 reading room']);
  const { link } = await fixture.change(Id);
  expect(link?.customer).toMatchObject({ id: Id, name: full });
  expect(await names('northgate library')).toEqual([full]);

  const form = await fixture.form();
  expect(form.content.customer.choice).toMatchObject({ id: Id, name: full });
  expect((await fixture.create(form)).body).toMatchObject({
    state: 'created',
    invoice: { customerName: full },
  });
  await fixture.load({ kind: 'all' }, { of: 'company' });
  expect(await names()).toEqual([full, full]);
  expect((await fixture.link()).link?.customer.name).toBe(full);
});

test('does not restore the old name of a parent from a form opened before it was renamed', async () => {
  const fixture = await openCustomerFixture();
  const { realmId } = fixture.company;
  const write = (body: Record<string, unknown>) =>
    writeInQuickbooks(fixture.dependencies, realmId, 'Customer', body);
  const project = { DisplayName: 'Reading room', ParentRef: { value: '1' }, Job: true };
  const { Id } = await write(project);
  await fixture.change(Id);
  const form = await fixture.form();
  expect(form.content.customer.choice).toMatchObject({
    name: 'Northgate Library Trust:Reading room',
  });
  const parent = await fixture.inQuickbooks();
  const { SyncToken } = parent ?? {};
  await write({ Id: '1', SyncToken, sparse: true, DisplayName: 'Northgate Libraries' });
  const renamed = 'Northgate Libraries:Reading room';
  expect((await fixture.link()).link?.customer.name).toBe(renamed);
  const { body } = await fixture.create(form);
  expect(body).toMatchObject({ state: 'created', invoice: { customerName: renamed } });
  expect((await fixture.list({}, { context: fixture.dealContext })).rows).toMatchObject([
    { customerName: renamed },
  ]);
  expect(await linkedName(fixture.dependencies.db, { ...fixture.company, customerId: Id })).toBe(
    renamed,
  );
});
