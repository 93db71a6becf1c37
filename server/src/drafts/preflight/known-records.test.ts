import { beforeAll, describe, expect, test } from 'vitest';
import type { KnownRecords } from '../../shared/contract/known-records.ts';
import { control } from '../../testing/control.ts';
import { type DraftFixture, openDraftFixture } from '../../testing/draft-fixture.ts';
import { mirrorEverything } from '../../testing/mirror-everything.ts';
import { writeInQuickbooks } from '../../testing/write-in-quickbooks.ts';
import type { DraftForm } from '../contract.ts';

let fixture: DraftFixture;
let form: Awaited<ReturnType<DraftFixture['form']>>;
let customer: { Id: string; DisplayName: string };
let inactiveCustomer: { Id: string };
let item: { Id: string; SyncToken: string };

const inRealm = <T>(what: string, body: object) =>
  control<T>(
    fixture.dependencies.settings.quickbooks.apiUrl,
    'POST',
    `realms/${fixture.company.realmId}/${what}`,
    body,
  );

const mirror = () => mirrorEverything(fixture.dependencies, fixture.clock, fixture.company);

const known = async (named: object): Promise<KnownRecords> => {
  const { dealId, draftId } = form;
  const nothing = { name: null, customerId: null, itemIds: [], number: null };
  const input = { dealId, draftId, ...nothing, ...named };
  return (await fixture.call(fixture.company.owner, 'drafts/knownRecords', input))
    .body as KnownRecords;
};

const item1 = { Name: 'Installation', Type: 'Service', IncomeAccountRef: { value: '1' } };

beforeAll(async () => {
  fixture = await openDraftFixture('customNumbers');
  const save = (body: object) => inRealm<{ Id: string; DisplayName: string }>('customers', body);
  customer = await save({ DisplayName: 'Brightwater Offices' });
  await save({ DisplayName: 'Brightwater Offices 2' });
  inactiveCustomer = await save({ DisplayName: 'Old Mill', Active: false });
  await inRealm('vendors', { DisplayName: 'Harbour Freight' });
  await inRealm('employees', { DisplayName: 'Ash Taylor' });
  const { dependencies, company } = fixture;
  item = await writeInQuickbooks(dependencies, company.realmId, 'Item', item1);
  await mirror();
  form = await fixture.form();
});

describe('records that a form names', () => {
  test('a name of a customer is taken, whatever its case, and a free one is suggested', async () => {
    const { name } = await known({ name: ' brightwater  OFFICES ' });
    expect(name).toMatchObject({
      takenBy: { kind: 'Customer', row: { id: customer.Id, name: 'Brightwater Offices' } },
      free: 'brightwater OFFICES 3',
    });
  });

  test.each([
    ['Harbour Freight', 'Vendor'],
    ['Ash Taylor', 'Employee'],
  ])('the name %s is taken by a %s, who cannot be chosen', async (typed, kind) => {
    const { name } = await known({ name: typed });
    expect(name).toMatchObject({ takenBy: { kind, row: null }, free: `${typed} 2` });
  });

  test('a free name is not taken', async () => {
    expect((await known({ name: 'Foundry Lane Studio' })).name?.takenBy).toBeNull();
  });

  test('an inactive customer is known as such', async () => {
    const { customer: found } = await known({ customerId: inactiveCustomer.Id });
    expect(found).toMatchObject({ id: inactiveCustomer.Id, state: 'inactive' });
  });

  test('active items are not reported', async () => {
    expect((await known({ itemIds: [item.Id] })).items).toEqual([]);
  });

  test('records that neither the mirror nor QuickBooks has are gone', async () => {
    expect(await known({ itemIds: [item.Id, '9999'], customerId: '8888' })).toMatchObject({
      items: [{ id: '9999', state: 'gone' }],
      customer: { id: '8888', state: 'gone' },
    });
  });

  test('costs no call to QuickBooks', async () => {
    await fixture.forgetCalls();
    await known({ name: 'Harbour Freight', itemIds: [item.Id], customerId: customer.Id });
    expect(await fixture.calls()).toEqual([]);
  });

  test('a new form tells about its own records', async () => {
    const input = { dealId: form.dealId, draftId: null, fresh: true };
    const opened = await fixture.call(fixture.company.owner, 'drafts/open', input);
    expect((opened.body as DraftForm).known).toMatchObject({
      items: [],
      number: { taken: false },
    });
  });
});

const refusedFor = async (content: object) => {
  const answer = await fixture.create({ ...form, content: { ...form.content, ...content } });
  return answer.body.error;
};

describe('creating an invoice', () => {
  test('is refused for the name of a vendor without a call that writes', async () => {
    await fixture.forgetCalls();
    const choice = { kind: 'new', name: 'Harbour Freight' };
    const error = await refusedFor({ customer: { ...form.content.customer, choice } });
    const problem = { path: 'customer.choice.name', problem: 'name_taken' };
    expect(error).toMatchObject({ fields: [{ ...problem, limit: 'Harbour Freight 2' }] });
    expect(await fixture.calls()).toEqual(['POST query']);
  });

  test('is refused for a number that is used, with the next free one', async () => {
    const first = await fixture.form();
    const details = { ...first.content.details, number: 'INV-0099' };
    const created = { ...first, content: { ...first.content, details } };
    expect((await fixture.create(created)).body.state).toBe('created');
    form = await fixture.form();
    expect(
      await refusedFor({ details: { ...form.content.details, number: 'INV-0099' } }),
    ).toMatchObject({
      fields: [{ path: 'details.number', problem: 'number_taken', limit: 'INV-0100' }],
    });
  });

  test('reads an item that the mirror has as inactive once more, and accepts it', async () => {
    const { dependencies, company } = fixture;
    const save = (body: object) =>
      writeInQuickbooks(dependencies, company.realmId, 'Item', { ...item1, ...body });
    const inactive = await save({ Id: item.Id, SyncToken: item.SyncToken, Active: false });
    await mirror();
    form = await fixture.form();
    const lines = form.content.lines.map((line) => ({
      ...line,
      item: { id: item.Id, name: 'Installation', taxable: false },
    }));
    expect(await refusedFor({ lines })).toMatchObject({
      fields: [{ path: 'lines.0.item', problem: 'item_inactive' }],
    });
    await save({ Id: item.Id, SyncToken: inactive.SyncToken, Active: true });
    await fixture.forgetCalls();
    const answer = await fixture.create({ ...form, content: { ...form.content, lines } });
    expect(answer.body.state).toBe('created');
    expect(await fixture.calls()).toEqual(['POST query', 'POST invoice']);
  });
});
