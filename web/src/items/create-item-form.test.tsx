// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { queryClient } from '../lib/query-client.ts';
import { fakeServer } from '../testing/fake-server.ts';
import { CreateItemForm } from './create-item-form.tsx';
import type { NewItem } from './queries.ts';

vi.mock('../host/signed-token.ts', () => ({
  signedToken: async () => 'token',
  forgetToken: () => {},
}));

const options: NewItem = {
  accounts: [
    { id: '1', name: 'Services' },
    { id: '79', name: 'Sales of Product Income' },
  ],
  more: false,
  accountId: null,
  asksTaxable: true,
  taxable: null,
  taxCodes: [],
};

const item = {
  ...{ id: '20', name: 'Site survey', sku: null, description: null },
  ...{ unitPrice: null, taxable: true, taxCodeId: null },
};

const create = '/api/items/create';
const context = { of: 'deal' as const, id: 5 };

let server: ReturnType<typeof fakeServer>;
const done = vi.fn();
const open = (differs: Partial<NewItem> = {}) =>
  render(
    <QueryClientProvider client={queryClient}>
      <CreateItemForm
        context={context}
        options={{ ...options, ...differs }}
        name="Site survey"
        taxCodeId={null}
        done={done}
        cancel={() => {}}
      />
    </QueryClientProvider>,
  );
beforeEach(() => {
  done.mockReset();
  server = fakeServer();
});
afterEach(() => {
  cleanup();
  queryClient.clear();
});

const remembered = { accountId: '1', taxable: true };
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

describe('creating an item', () => {
  it('needs an account and the sales tax, then sends them', async () => {
    open();
    press('Create');
    expect(screen.getAllByText('Required.')).toHaveLength(2);
    fireEvent.change(screen.getByRole('combobox', { name: 'Income account' }), {
      target: { value: '79' },
    });
    fireEvent.change(screen.getByRole('combobox', { name: 'Sales tax' }), {
      target: { value: 'false' },
    });
    press('Create');
    const sent = await server.next(create);
    expect(sent.input).toEqual({
      ...{ context, name: 'Site survey', accountId: '79', taxable: false, taxCodeId: null },
    });
    sent.reply({ body: { kind: 'created', item } });
    await vi.waitFor(() => expect(done).toHaveBeenCalledWith(item));
  });

  it('says that the creation is being checked, and checks again', async () => {
    open(remembered);
    press('Create');
    (await server.next(create)).reply({ body: { kind: 'checking' } });
    await screen.findByText(/We are checking whether Site survey exists/);
    press('Check again');
    (await server.next(create)).reply({ body: { kind: 'created', item } });
    await vi.waitFor(() => expect(done).toHaveBeenCalledWith(item));
  });

  it('offers to use the item that has the name, or another name', async () => {
    open(remembered);
    press('Create');
    const by = { id: '20', name: 'Site survey', active: true, row: item };
    (await server.next(create)).reply({ body: { kind: 'taken', by, free: 'Site survey 2' } });
    await screen.findByText('QuickBooks already has Site survey.');
    press('Use the name Site survey 2');
    const again = await server.next(create);
    expect(again.input).toMatchObject({ name: 'Site survey 2' });
    again.reply({ body: { kind: 'taken', by, free: null } });
    fireEvent.click(await screen.findByRole('button', { name: 'Use Site survey' }));
    expect(done).toHaveBeenCalledWith(item);
  });

  it('reactivates an inactive item that has the name', async () => {
    open(remembered);
    press('Create');
    const by = { id: '20', name: 'Site survey (deleted)', active: false, row: item };
    (await server.next(create)).reply({ body: { kind: 'taken', by, free: null } });
    fireEvent.click(await screen.findByRole('button', { name: /^Reactivate/ }));
    (await server.next('/api/items/reactivate')).reply({ body: { item } });
    await vi.waitFor(() => expect(done).toHaveBeenCalledWith(item));
  });
});
