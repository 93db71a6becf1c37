// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { ComponentProps } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { queryClient } from '../lib/query-client.ts';
import { failure, fakeServer } from '../testing/fake-server.ts';
import type { ItemPicker } from './item-picker.tsx';
import { ItemsCard } from './items-card.tsx';
import type { Current, ItemLink } from './queries.ts';

vi.mock('../host/signed-token.ts', () => ({
  signedToken: async () => 'token',
  forgetToken: () => {},
}));

// A press picks Services: the picker itself needs a browser.
vi.mock('./item-picker.tsx', () => ({
  ItemPicker: ({ control, value, onPick }: ComponentProps<typeof ItemPicker>) => (
    <button
      {...control}
      type="button"
      role="combobox"
      aria-expanded={false}
      onClick={() => onPick({ ...services, ...nothingElse })}
    >
      {value?.name}
    </button>
  ),
}));

const services = { id: '8', name: 'Services' };
const nothingElse = {
  ...{ sku: null, description: null, unitPrice: null },
  ...{ taxable: null, taxCodeId: null },
};

const settings = '/api/items/settings';
const links = '/api/items/links';

const currentWith = (differs: Partial<Current> = {}): { current: Current } => ({
  current: {
    unknownProducts: 'ask',
    item: null,
    account: null,
    newItemsTaxable: null,
    asksTaxable: true,
    homeCurrency: 'USD',
    owner: { name: 'Ada', isYou: true },
    ...differs,
  },
});

const link = (productId: number, differs: Partial<ItemLink> = {}): ItemLink => ({
  productId,
  productName: `Product ${productId}`,
  item: { id: '7', name: 'Sales', usable: true },
  linkedBy: 'Ada',
  linkedAt: '2026-11-20T12:00:00.000Z',
  ...differs,
});

const sales = { id: '7', name: 'Sales', usable: true };

let server: ReturnType<typeof fakeServer>;
beforeEach(() => {
  server = fakeServer();
  render(
    <QueryClientProvider client={queryClient}>
      <ItemsCard />
    </QueryClientProvider>,
  );
});
afterEach(() => {
  cleanup();
  queryClient.clear();
});

const reply = async (shown: { current: Current | null }) =>
  (await server.next(settings)).reply({ body: shown });
const replyLinks = async (listed: ItemLink[], more = false) => {
  const call = await server.next(links);
  call.reply({ body: { links: listed, more } });
  return call.input;
};

const choice = (name: string) => screen.findByRole<HTMLInputElement>('radio', { name });

/** Chooses Services in the picker of this name. */
const pickServices = async (name: string) =>
  fireEvent.click(await screen.findByRole('combobox', { name }));

describe('products without an item', () => {
  it('get a default item once one is chosen', async () => {
    await reply(currentWith());
    await replyLinks([]);
    fireEvent.click(await choice('Use a default product or service'));
    await screen.findByText('Choose a product or service. Until then new invoices ask.');
    await pickServices('Default product or service');
    const sent = await server.next('/api/items/changeSettings');
    expect(sent.input).toEqual({ unknownProducts: 'default_item', itemId: '8' });
    sent.reply({ body: {} });
    await reply(
      currentWith({ unknownProducts: 'default_item', item: { ...services, usable: true } }),
    );
    await screen.findByText('Saved.');
    expect((await choice('Use a default product or service')).checked).toBe(true);
  });

  it('are created once an account and the sales tax are chosen', async () => {
    await reply(currentWith());
    await replyLinks([]);
    fireEvent.click(await choice('Create a service in QuickBooks with the invoice'));
    const accounts = [{ id: '79', name: 'Sales of Product Income' }];
    (await server.next('/api/items/newItem')).reply({
      body: {
        ...{ accounts, more: false, accountId: null },
        ...{ asksTaxable: true, taxable: null, taxCodes: [] },
      },
    });
    await screen.findByText('Choose an account. Until then this choice is not saved.');
    fireEvent.change(screen.getByRole('combobox', { name: 'Income account' }), {
      target: { value: '79' },
    });
    await screen.findByText(/^Choose whether new products and services are taxable/);
    fireEvent.change(screen.getByRole('combobox', { name: 'Sales tax' }), {
      target: { value: 'true' },
    });
    const sent = await server.next('/api/items/changeSettings');
    expect(sent.input).toEqual({ unknownProducts: 'create_item', accountId: '79', taxable: true });
    sent.reply({ body: {} });
    await reply(
      currentWith({
        unknownProducts: 'create_item',
        account: { id: '79', name: 'Sales of Product Income', usable: false },
        newItemsTaxable: true,
      }),
    );
    await screen.findByText(/^Inactive, deleted or no income account in QuickBooks/);
  });

  it('get the earlier default item again at once', async () => {
    await reply(currentWith({ item: sales }));
    fireEvent.click(await choice('Use a default product or service'));
    const sent = await server.next('/api/items/changeSettings');
    expect(sent.input).toEqual({ unknownProducts: 'default_item', itemId: '7' });
  });

  it('say that the default item cannot be used any more', async () => {
    const item = { ...sales, usable: false };
    await reply(currentWith({ unknownProducts: 'default_item', item }));
    await screen.findByText(/^Inactive or deleted in QuickBooks\. New invoices ask/);
  });

  it('stay as they are when saving fails, with the reason', async () => {
    await reply(currentWith({ unknownProducts: 'default_item', item: sales }));
    fireEvent.click(await choice('Ask on the invoice'));
    const body = failure('not_owner', { details: { owner: 'Grace' } });
    (await server.next('/api/items/changeSettings')).reply({ status: 403, body });
    await reply(currentWith({ unknownProducts: 'default_item', item: sales }));
    await screen.findByText(/^Not saved:/);
    await vi.waitFor(async () =>
      expect((await choice('Use a default product or service')).checked).toBe(true),
    );
  });

  it('can only be read by a colleague, who sees no links', async () => {
    const owner = { name: 'Ada', isYou: false };
    await reply(currentWith({ unknownProducts: 'default_item', owner }));
    await screen.findByText(/^Only Ada, who connected QuickBooks, can see/);
    expect(screen.getByRole<HTMLFieldSetElement>('group').disabled).toBe(true);
    expect(screen.queryByRole('combobox')).toBeNull();
    expect(server.paths).toEqual([settings]);
  });
});

describe('the remembered products', () => {
  it('say who linked them, and which items are gone', async () => {
    await reply(currentWith());
    await replyLinks([
      link(1),
      link(2, { productName: null, linkedBy: null, item: { ...sales, usable: false } }),
    ]);
    await screen.findByText(/^Linked by Ada on .*2026$/);
    await screen.findByText(/^Linked on .*2026$/);
    await screen.findByText(/^Inactive or deleted in QuickBooks\. Choose another/);
    expect(screen.getAllByRole('listitem')).toHaveLength(2);
  });

  it('are searched on the server, page by page', async () => {
    await reply(currentWith());
    expect(await replyLinks([link(1)], true)).toEqual({ text: '', page: 0 });
    fireEvent.click(await screen.findByRole('button', { name: 'Load more' }));
    expect(await replyLinks([link(2)])).toEqual({ text: '', page: 1 });
    await screen.findByText('Product 2');
    const search = screen.getByRole('searchbox', { name: 'Search remembered products' });
    fireEvent.change(search, { target: { value: ' oak ' } });
    expect(await replyLinks([])).toEqual({ text: 'oak', page: 0 });
    await screen.findByText(/^No remembered product matches/);
  });

  it('change their item through the picker', async () => {
    await reply(currentWith());
    await replyLinks([link(1)]);
    await pickServices('QuickBooks product or service for Product 1');
    const sent = await server.next('/api/items/changeLink');
    expect(sent.input).toEqual({ productId: 1, itemId: '8' });
    sent.reply({ body: {} });
    await replyLinks([link(1, { item: { ...services, usable: true } })]);
    await screen.findByText('Product 1 is now linked to Services.');
  });

  it('are forgotten, and the focus moves to the next one', async () => {
    await reply(currentWith());
    await replyLinks([link(1), link(2)]);
    const name = (n: number) => `Forget the product or service of Product ${n}`;
    fireEvent.click(await screen.findByRole('button', { name: name(1) }));
    const sent = await server.next('/api/items/removeLink');
    expect(sent.input).toEqual({ productId: 1 });
    sent.reply({ body: {} });
    await replyLinks([link(2)]);
    await screen.findByText(/^Product 1 forgotten\./);
    await vi.waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(1));
    expect(document.activeElement).toBe(screen.getByRole('button', { name: name(2) }));
  });
});
