import { expect, test } from 'vitest';
import { writeInBooks } from '../testing/books-as-accountant.ts';
import { openCustomerDesk } from '../testing/customer-desk.ts';
import type { Candidate, CustomerRow } from './contract.ts';
import { linkedName } from './store.ts';

const full = 'Northgate Library Trust:Phase 2 reading room';

test('a project is found by its parent and shown by its full name, also on its invoices', async () => {
  const desk = await openCustomerDesk();
  const { realmId } = desk.company;
  const { Id } = await writeInBooks(desk.doors, realmId, 'Customer', {
    DisplayName: 'Phase 2 reading room',
    ParentRef: { value: '1' },
    Job: true,
    IsProject: true,
  });
  const search = async (text: string) => {
    const found = await desk.ask<{ customers: CustomerRow[] }>('customers/search', {
      place: desk.here,
      text,
      page: 0,
    });
    return found.customers.map(({ name }) => name);
  };
  expect(await search('Northgate Library')).toEqual(['Northgate Library Trust', full]);
  expect(await search('reading room')).toEqual([full]);
  expect(await search('Trust:Phase 2')).toEqual([full]);

  const candidatesOf = async (name: string) => {
    const asked = { place: desk.here, name, email: '' };
    const { candidates } = await desk.ask<{ candidates: Candidate[] }>(
      'customers/candidates',
      asked,
    );
    return candidates.filter((one) => one.id === Id).map(({ name, reason }) => [name, reason]);
  };
  expect(await candidatesOf('Phase 2 Reading Room')).toEqual([[full, 'name']]);
  expect(await candidatesOf('Northgate Library Trust')).toEqual([[full, 'alike']]);

  await desk.put([{ customer: Id, number: 'P-1' }]);
  const names = async (text = '') => {
    const { rows } = await desk.list({ text }, { place: { of: 'company' } });
    return rows.filter(({ customerId }) => customerId === Id).map((row) => row.customerName);
  };
  await desk.load({ kind: 'all' }, { of: 'company' });
  expect(await names()).toEqual(['Phase 2 reading room']);
  const { link } = await desk.change(Id);
  expect(link?.customer).toMatchObject({ id: Id, name: full });
  expect(await names('northgate library')).toEqual([full]);

  const form = await desk.form();
  expect(form.content.customer.choice).toMatchObject({ id: Id, name: full });
  expect((await desk.create(form)).body).toMatchObject({
    state: 'created',
    invoice: { customerName: full },
  });
  await desk.load({ kind: 'all' }, { of: 'company' });
  expect(await names()).toEqual([full, full]);
  expect((await desk.link()).link?.customer.name).toBe(full);
});

test('a form opened before the parent was renamed does not bring its old name back', async () => {
  const desk = await openCustomerDesk();
  const { realmId } = desk.company;
  const write = (body: Record<string, unknown>) =>
    writeInBooks(desk.doors, realmId, 'Customer', body);
  const project = { DisplayName: 'Reading room', ParentRef: { value: '1' }, Job: true };
  const { Id } = await write(project);
  await desk.change(Id);
  const form = await desk.form();
  expect(form.content.customer.choice).toMatchObject({
    name: 'Northgate Library Trust:Reading room',
  });
  const parent = await desk.inBooks();
  const { SyncToken } = parent ?? {};
  await write({ Id: '1', SyncToken, sparse: true, DisplayName: 'Northgate Libraries' });
  const renamed = 'Northgate Libraries:Reading room';
  expect((await desk.link()).link?.customer.name).toBe(renamed);
  const { body } = await desk.create(form);
  expect(body).toMatchObject({ state: 'created', invoice: { customerName: renamed } });
  expect((await desk.list({}, { place: desk.here })).rows).toMatchObject([
    { customerName: renamed },
  ]);
  expect(await linkedName(desk.doors.db, { ...desk.company, customerId: Id })).toBe(renamed);
});
