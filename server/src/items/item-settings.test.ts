import { beforeEach, describe, expect, it } from 'vitest';
import { auditEntries } from '../audit/tables.ts';
import type { DraftForm } from '../drafts/contract.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import type { Output } from '../shared/contract/contract.ts';
import type { DraftContent } from '../shared/contract/draft-content.ts';
import {
  type InitialSyncFixture,
  openInitialSyncFixture,
} from '../testing/initial-sync-fixture.ts';
import { makeConnectedCompany } from '../testing/make-company.ts';
import type { items } from './contract.ts';

type Links = Output<(typeof items)['links']>;
type Current = NonNullable<Output<(typeof items)['settings']>['current']>;

let fixture: InitialSyncFixture;
beforeEach(async () => {
  fixture = await openInitialSyncFixture();
  await fixture.readAll();
});

const owner = () => fixture.company.owner;

const links = async (text = '', page = 0): Promise<Links> =>
  (await fixture.call(owner(), 'items/links', { text, page })).body as Links;

const pairs = async (text = '') =>
  (await links(text)).links.map(({ productName, item }) => [productName, item.name]);

const settings = async (user: PipedriveUser = owner()): Promise<Current | null> => {
  const { body } = await fixture.call(user, 'items/settings');
  return (body as Output<(typeof items)['settings']>).current;
};

const useDefault = (itemId: string, user: PipedriveUser = owner()) =>
  fixture.call(user, 'items/changeSettings', { unknownProducts: 'default_item', itemId });

const opened = async (): Promise<DraftForm> => {
  const dealId = fixture.company.deals.withProducts ?? 0;
  const open = { dealId, draftId: null, fresh: true };
  return (await fixture.call(owner(), 'drafts/open', open)).body as DraftForm;
};

/** How the form of the deal found its items, by product. */
const found = async () =>
  Object.fromEntries(
    (await opened()).content.lines.map(({ productName = '', item, itemFrom }) => [
      productName,
      [item?.name ?? null, itemFrom],
    ]),
  );

/** Bills these products as the form of the deal names them, with changed items. */
const bill = async (change: (line: DraftContent['lines'][number]) => object) => {
  const lines = (await opened()).content.lines.map((line) => ({
    ...line,
    quantity: '1',
    unitPrice: '10.00',
    discount: { kind: 'none' as const },
    ...change(line),
  }));
  const { status, body } = await fixture.create(await fixture.form('withProducts', { lines }));
  expect(body).toMatchObject({ state: 'created' });
  expect(status).toBe(200);
};

/** Links every product of the deal to this item, as a user does in the form. */
const linkAll = (item: { Id: string }) =>
  bill(() => ({
    item: { id: item.Id, name: 'As it was called', taxable: true },
    itemFrom: undefined,
  }));

const deactivate = async ({ Id }: { Id: string }, Name: string) => {
  await fixture.saveItem({ Id, Name, SyncToken: '0', Active: false });
  await fixture.interval();
};

const actions = async () =>
  (await fixture.dependencies.db.select().from(auditEntries)).map(({ action }) => action);

describe('the remembered links', () => {
  it('are listed by product with who linked them and when', async () => {
    const item = await fixture.saveItem({ Name: 'Quartz' });
    await fixture.interval();
    await linkAll(item);
    const { links: listed, more } = await links();
    expect(more).toBe(false);
    const names = listed.map(({ productName }) => productName ?? '');
    expect(names).toContain('Oak desk 160');
    expect(names).toEqual(names.toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)));
    expect(listed[0]).toMatchObject({
      item: { id: item.Id, name: 'Quartz', usable: true },
      linkedBy: expect.stringMatching(/./),
      linkedAt: new Date(fixture.clock.now()).toISOString(),
    });
  });

  it('are searched by product, item and product id', async () => {
    const item = await fixture.saveItem({ Name: 'Quartz' });
    await fixture.interval();
    await linkAll(item);
    const all = (await links()).links;
    expect(await pairs('OAK 160')).toEqual([['Oak desk 160', 'Quartz']]);
    expect((await links('quart')).links).toHaveLength(all.length);
    expect((await links(String(all[0]?.productId))).links).toContainEqual(all[0]);
    expect((await links('%')).links).toEqual([]);
  });

  it('say which items are inactive in QuickBooks', async () => {
    const item = await fixture.saveItem({ Name: 'Quartz' });
    await fixture.interval();
    await linkAll(item);
    await deactivate(item, 'Quartz');
    const { links: listed } = await links('oak desk');
    expect(listed[0]?.item).toMatchObject({ id: item.Id, usable: false });
  });

  it('can be changed to another item, which the next form uses', async () => {
    const [first, second] = [
      await fixture.saveItem({ Name: 'First' }),
      await fixture.saveItem({ Name: 'Second' }),
    ];
    await fixture.interval();
    await linkAll(first);
    const [link] = (await links('oak desk 160')).links;
    const input = { productId: link?.productId ?? 0, itemId: second.Id };
    expect((await fixture.call(owner(), 'items/changeLink', input)).status).toBe(200);
    expect(await pairs('oak desk 160')).toEqual([['Oak desk 160', 'Second']]);
    expect(await found()).toMatchObject({ 'Oak desk 160': ['Second', 'link'] });
    expect(await actions()).toContain('item_link_changed');
  });

  it('are not taken back by a form that was opened before the change', async () => {
    const [first, second] = [
      await fixture.saveItem({ Name: 'First' }),
      await fixture.saveItem({ Name: 'Second' }),
    ];
    await fixture.interval();
    await linkAll(first);
    const earlier = (await opened()).content.lines;
    const [changed, removed] = (await links()).links;
    await fixture.call(owner(), 'items/changeLink', {
      productId: changed?.productId,
      itemId: second.Id,
    });
    await fixture.call(owner(), 'items/removeLink', { productId: removed?.productId });
    const before = await links();
    await bill((line) => earlier.find(({ productId }) => productId === line.productId) ?? {});
    expect(await links()).toEqual(before);
  });

  it('are forgotten when removed: the next form searches by name', async () => {
    const item = await fixture.saveItem({ Name: 'Quartz' });
    await fixture.interval();
    await linkAll(item);
    const [link] = (await links('oak desk 160')).links;
    await fixture.call(owner(), 'items/removeLink', { productId: link?.productId });
    expect((await links('oak desk 160')).links).toEqual([]);
    expect(await found()).toMatchObject({ 'Oak desk 160': ['Oak desk 160', 'name'] });
    expect(await actions()).toContain('item_link_removed');
  });

  it('cannot be changed to an item that is gone, nor for a product without a link', async () => {
    const item = await fixture.saveItem({ Name: 'Quartz' });
    await fixture.interval();
    await linkAll(item);
    const [link] = (await links()).links;
    const change = async (productId: number, itemId: string) =>
      (await fixture.call(owner(), 'items/changeLink', { productId, itemId })).status;
    expect(await change(link?.productId ?? 0, '987654')).toBe(404);
    expect(await change(987_654, item.Id)).toBe(404);
    expect((await links()).links[0]?.item.name).toBe('Quartz');
  });
});

describe('products without an item', () => {
  it('are asked for until a default item is chosen', async () => {
    expect(await settings()).toMatchObject({ unknownProducts: 'ask', item: null });
    expect(await found()).toMatchObject({ Installation: [null, undefined] });
  });

  it('get the default item with the product as description, and are not remembered', async () => {
    const item = await fixture.saveItem({ Name: 'Sales' });
    expect((await useDefault(item.Id)).status).toBe(200);
    await fixture.interval();
    expect(await settings()).toMatchObject({
      unknownProducts: 'default_item',
      item: { id: item.Id, name: 'Sales', usable: true },
    });
    const lines = (await opened()).content.lines;
    const unknown = lines.find(({ productName }) => productName === 'Installation');
    expect(unknown).toMatchObject({ item: { id: item.Id, name: 'Sales' }, itemFrom: 'default' });
    expect(unknown?.description).toMatch(/^Installation/);
    expect(await found()).toMatchObject({ 'Oak desk 160': ['Oak desk 160', 'name'] });
    await bill(() => ({}));
    expect(await pairs('installation')).toEqual([]);
    expect(await pairs('oak desk 160')).toEqual([['Oak desk 160', 'Oak desk 160']]);
  });

  it('are asked for again while the default item is inactive, which the settings say', async () => {
    const item = await fixture.saveItem({ Name: 'Sales' });
    await fixture.interval();
    await useDefault(item.Id);
    await deactivate(item, 'Sales');
    expect(await settings()).toMatchObject({ item: { usable: false } });
    expect(await found()).toMatchObject({ Installation: [null, undefined] });
    expect((await useDefault(item.Id)).status).toBe(404);
  });

  it('are asked for again when the settings say so, which keep the item', async () => {
    const item = await fixture.saveItem({ Name: 'Sales' });
    await fixture.interval();
    await useDefault(item.Id);
    await fixture.call(owner(), 'items/changeSettings', { unknownProducts: 'ask' });
    expect(await settings()).toMatchObject({ unknownProducts: 'ask', item: { name: 'Sales' } });
    expect(await found()).toMatchObject({ Installation: [null, undefined] });
  });
});

describe('access to the settings of items', () => {
  it('shows a colleague what is done, but neither items nor links, and changes nothing', async () => {
    const { colleague } = fixture.company;
    const item = await fixture.saveItem({ Name: 'Sales' });
    await fixture.interval();
    await useDefault(item.Id);
    expect(await settings(colleague)).toMatchObject({
      unknownProducts: 'default_item',
      item: null,
      owner: { isYou: false },
    });
    expect((await useDefault('1', colleague)).status).toBe(403);
    for (const [action, input] of [
      ['items/links', { text: '', page: 0 }],
      ['items/changeLink', { productId: 1, itemId: '1' }],
      ['items/removeLink', { productId: 1 }],
    ] as const)
      expect((await fixture.call(colleague, action, input)).status).toBe(403);
    expect(await settings()).toMatchObject({ item: { name: 'Sales' } });
  });

  it('keeps links and default item of each company to itself', async () => {
    const item = await fixture.saveItem({ Name: 'Quartz' });
    await fixture.interval();
    await linkAll(item);
    await useDefault(item.Id);
    const other = await makeConnectedCompany(fixture.dependencies);
    const listed = await fixture.call(other.owner, 'items/links', { text: '', page: 0 });
    expect(listed.body).toEqual({ links: [], more: false });
    expect(await settings(other.owner)).toMatchObject({ unknownProducts: 'ask', item: null });
    const productId = (await links()).links[0]?.productId ?? 0;
    await fixture.call(other.owner, 'items/removeLink', { productId });
    const change = { productId, itemId: '1' };
    expect((await fixture.call(other.owner, 'items/changeLink', change)).status).toBe(404);
    expect((await links()).links[0]).toMatchObject({ productId, item: { id: item.Id } });
  });
});
