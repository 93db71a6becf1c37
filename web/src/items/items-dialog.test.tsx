// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { ComponentProps } from 'react';
import { afterEach, beforeEach, describe, expect, it, type Mock, vi } from 'vitest';
import { queryClient } from '../lib/query-client.ts';
import { fakeServer } from '../testing/fake-server.ts';
import { ItemsDialog } from './items-dialog.tsx';

vi.mock('../host/signed-token.ts', () => ({
  signedToken: async () => 'token',
  forgetToken: () => {},
}));

const row = (id: string, name: string) => ({
  ...{ id, name, sku: null, description: null, unitPrice: null },
  ...{ taxable: null, taxCodeId: null },
});
const [chair, desk, lamp] = [row('1', 'Chair'), row('2', 'Desk'), row('3', 'Lamp')];

let server: ReturnType<typeof fakeServer>;
let add: Mock<ComponentProps<typeof ItemsDialog>['add']>;
let close: Mock<() => void>;
beforeEach(async () => {
  server = fakeServer();
  add = vi.fn();
  close = vi.fn();
  render(
    <QueryClientProvider client={queryClient}>
      <ItemsDialog context={{ of: 'deal', id: 1 }} homeCurrency="USD" add={add} close={close} />
    </QueryClientProvider>,
  );
  await find('', [chair, desk]);
  await box('Chair');
});
afterEach(() => {
  cleanup();
  queryClient.clear();
});

const find = async (text: string, items: object[]) => {
  const call = await server.next('/api/items/search');
  expect(call.input).toMatchObject({ text });
  call.reply({ body: { items, more: false } });
};
const box = (name: string) => screen.findByRole<HTMLInputElement>('checkbox', { name });
const searchBox = () => screen.getByRole('searchbox', { name: 'Search by name or SKU' });
const press = (key: string) => fireEvent.keyDown(document.activeElement ?? document.body, { key });

describe('adding several items', () => {
  it('hands over the marked ones in the order of marking', async () => {
    expect(document.activeElement).toBe(searchBox());
    fireEvent.click(await box('Desk'));
    fireEvent.click(await box('Chair'));
    fireEvent.click(screen.getByRole('button', { name: 'Add 2 lines' }));
    expect(add).toHaveBeenCalledExactlyOnceWith([desk, chair]);
  });

  it('is done with the arrow keys and Enter', async () => {
    press('ArrowDown');
    expect(document.activeElement).toBe(await box('Chair'));
    press('ArrowDown');
    press('Enter');
    expect((await box('Desk')).checked).toBe(true);
    press('Enter');
    expect((await box('Desk')).checked).toBe(false);
    press('Home');
    press('Enter');
    expect((await box('Chair')).checked).toBe(true);
    press('ArrowUp');
    expect(document.activeElement).toBe(searchBox());
  });

  it('keeps what is marked while another text is searched', async () => {
    fireEvent.click(await box('Desk'));
    fireEvent.change(searchBox(), { target: { value: 'lamp' } });
    await find('lamp', [lamp]);
    fireEvent.click(await box('Lamp'));
    fireEvent.click(screen.getByRole('button', { name: 'Unmark Lamp' }));
    fireEvent.click(screen.getByRole('button', { name: 'Add 1 line' }));
    expect(add).toHaveBeenCalledExactlyOnceWith([desk]);
  });

  it('adds nothing while nothing is marked', () => {
    fireEvent.click(screen.getByRole('button', { name: 'Add 0 lines' }));
    expect(add).not.toHaveBeenCalled();
  });

  it('is given up with Cancel', () => {
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect(close).toHaveBeenCalledOnce();
  });
});
