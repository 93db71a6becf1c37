import { describe, expect, test } from 'vitest';
import { control } from '../../testing/control.ts';
import {
  type DraftFixture,
  impatient,
  openDraftFixture,
  untilOver,
} from '../../testing/draft-fixture.ts';
import { mirrorEverything } from '../../testing/mirror-everything.ts';

/** Opens a company that creates items for unknown products. */
const open = async (
  like: Parameters<typeof openDraftFixture>[0] = 'us',
  options: Parameters<typeof openDraftFixture>[1] = {},
) => {
  const fixture = await openDraftFixture(like, options);
  await mirrorEverything(fixture.dependencies, fixture.clock, fixture.company);
  const policy = { unknownProducts: 'create_item', accountId: '1', taxable: false };
  const { status } = await fixture.call(fixture.company.owner, 'items/changeSettings', policy);
  expect(status).toBe(200);
  return fixture;
};

/** A form of which these lines have items to be created. */
const formWith = async (fixture: DraftFixture, ...names: string[]) => {
  const form = await fixture.form();
  const [line] = form.content.lines;
  const lines = names.map((name, index) => ({
    ...line,
    key: `line-${index}`,
    item: { id: null, name, taxable: false },
    productId: 9001 + index,
    productName: name,
  }));
  return { ...form, content: { ...form.content, lines } };
};

const itemsCalled = async (fixture: DraftFixture, name: string) =>
  (await fixture.realmContents()).items.filter(({ Name }) => Name === name);

const writtenTo = async (fixture: DraftFixture) =>
  (await fixture.writes()).map(({ path }) => path.split('/').at(-1));

describe.concurrent('new items of a draft', () => {
  test('are created once each, then the invoice, and are remembered for their products', async () => {
    const fixture = await open();
    await fixture.forgetCalls();
    const form = await formWith(fixture, 'Site survey', 'Waste removal', 'site survey');
    expect((await fixture.create(form)).body).toMatchObject({ state: 'created', refusal: null });
    expect(await writtenTo(fixture)).toEqual(['item', 'item', 'invoice']);
    const [survey] = await itemsCalled(fixture, 'Site survey');
    expect(survey).toMatchObject({
      Type: 'Service',
      Taxable: false,
      IncomeAccountRef: { value: '1' },
    });
    const [invoice] = await fixture.made();
    expect(invoice).toMatchObject({
      Line: [
        { SalesItemLineDetail: { ItemRef: { value: survey?.Id } } },
        { SalesItemLineDetail: { ItemRef: { name: 'Waste removal' } } },
        { SalesItemLineDetail: { ItemRef: { value: survey?.Id } } },
        { DetailType: 'SubTotalLineDetail' },
      ],
    });
    const links = await fixture.call(fixture.company.owner, 'items/links', { text: '', page: 0 });
    expect(links.body).toMatchObject({
      links: [
        { productName: 'Site survey', item: { id: survey?.Id, usable: true } },
        { productName: 'site survey' },
        { productName: 'Waste removal' },
      ],
    });
  });

  test('follow a new customer', async () => {
    const fixture = await open();
    await fixture.forgetCalls();
    const form = await formWith(fixture, 'Site survey');
    const choice = { kind: 'new' as const, name: 'Elm Row Partners' };
    const content = { ...form.content, customer: { ...form.content.customer, choice } };
    expect((await fixture.create({ ...form, content })).body.state).toBe('created');
    expect(await writtenTo(fixture)).toEqual(['customer', 'item', 'invoice']);
  });

  test('get the tax code of their line outside the US', async () => {
    const fixture = await open('uk');
    const form = await formWith(fixture, 'Site survey');
    expect((await fixture.create(form)).body).toMatchObject({ state: 'created' });
    const [survey] = await itemsCalled(fixture, 'Site survey');
    expect(survey).toMatchObject({ SalesTaxCodeRef: { value: '2' } });
    expect(survey).not.toHaveProperty('Taxable', true);
  });

  test('are found by name when the response was lost, and not created twice', async () => {
    const fixture = await open();
    const form = await formWith(fixture, 'Site survey');
    await fixture.fault({ fault: 'reset-after' }, 'item');
    expect((await fixture.create(form)).body.state).toBe('unknown');
    await fixture.resolve();
    expect((await fixture.status(form.draftId)).body.state).toBe('created');
    expect(await itemsCalled(fixture, 'Site survey')).toHaveLength(1);
    expect(await fixture.made()).toHaveLength(1);
  });

  test('that were not created are created after two minutes', async () => {
    const fixture = await open('us', impatient);
    const form = await formWith(fixture, 'Site survey');
    await fixture.fault({ fault: 'hang' }, 'item');
    expect((await fixture.create(form)).body.state).toBe('unknown');
    fixture.clock.advance(untilOver);
    await fixture.resolve();
    expect((await fixture.status(form.draftId)).body.state).toBe('created');
    expect(await itemsCalled(fixture, 'Site survey')).toHaveLength(1);
  });

  test('are used by the next attempt when QuickBooks refuses the invoice', async () => {
    const fixture = await open();
    const form = await formWith(fixture, 'Site survey');
    const late = { ...form.content.details, issueDate: '2026-03-01', dueDate: '2026-04-01' };
    await fixture.switches({ preferences: { bookCloseDate: '2026-03-31' } });
    const content = { ...form.content, details: late };
    const refused = await fixture.create({ ...form, content });
    expect(refused.body).toMatchObject({
      state: 'editing',
      refusal: { fields: [{ path: 'details.issueDate' }] },
    });
    const again = await fixture.create({ ...form, version: refused.body.version });
    expect(again.body).toMatchObject({ state: 'created' });
    expect(await itemsCalled(fixture, 'Site survey')).toHaveLength(1);
  });

  test('are refused at their lines when another item got the name meanwhile', async () => {
    const fixture = await open();
    const { realmId, owner } = fixture.company;
    const { apiUrl } = fixture.dependencies.settings.quickbooks;
    const taken = { Id: '900', Name: 'Site survey', Active: true, Type: 'Service' };
    await control(apiUrl, 'POST', `realms/${realmId}/items`, {
      ...taken,
      FullyQualifiedName: 'Site survey',
      SyncToken: '0',
      MetaData: {
        CreateTime: '2026-01-01T00:00:00-08:00',
        LastUpdatedTime: '2026-01-01T00:00:00-08:00',
      },
    });
    const form = await formWith(fixture, 'Site survey');
    expect((await fixture.create(form)).body).toMatchObject({
      state: 'editing',
      refusal: {
        faultCode: '6240',
        fields: [{ path: 'lines.0.item.name', problem: 'item_name_taken' }],
      },
    });
    const names = ['Site survey'];
    const named = { dealId: form.dealId, draftId: form.draftId, name: null, customerId: null };
    const input = { ...named, itemIds: [], newItemNames: names, number: null };
    expect((await fixture.call(owner, 'drafts/knownRecords', input)).body).toMatchObject({
      takenItemNames: [{ asked: 'site survey', takenBy: { id: '900' }, free: 'Site survey 2' }],
    });
    expect(await fixture.made()).toEqual([]);
  });

  test('are not sent while their account is inactive, also when it became so a moment ago', async () => {
    const fixture = await open();
    const { realmId } = fixture.company;
    const { apiUrl } = fixture.dependencies.settings.quickbooks;
    const form = await formWith(fixture, 'Site survey');
    await fixture.call(fixture.company.owner, 'items/settings', {});
    await control(apiUrl, 'POST', `realms/${realmId}/accounts`, { Id: '1', Active: false });
    const problem = { path: 'lines.0.item', problem: 'income_account_unusable' };
    const refused = await fixture.create(form);
    expect(refused.body).toMatchObject({ state: 'editing', refusal: { fields: [problem] } });
    const again = await fixture.create({ ...form, version: refused.body.version });
    expect(again.body).toMatchObject({ error: { fields: [{ ...problem, limit: 'Services' }] } });
    expect(await itemsCalled(fixture, 'Site survey')).toEqual([]);
  });

  test('are filled in for products without an item', async () => {
    const fixture = await open();
    const dealId = fixture.company.deals.withProducts ?? 0;
    const { body } = await fixture.call(fixture.company.owner, 'drafts/open', {
      ...{ dealId, draftId: null, fresh: true },
    });
    const { lines } = (body as { content: { lines: { item: unknown }[] } }).content;
    expect(lines.filter(({ item }) => item === null)).toEqual([]);
    expect(lines).toContainEqual(
      expect.objectContaining({ item: { id: null, name: expect.any(String), taxable: false } }),
    );
  });
});
