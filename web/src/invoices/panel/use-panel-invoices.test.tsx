// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { queryClient } from '../../lib/query-client.ts';
import type { ChangeHandlers } from '../../live/follow-changes.ts';
import { fakeServer } from '../../testing/fake-server.ts';
import { usePanelInvoices } from './use-panel-invoices.ts';

vi.mock('../../host/signed-token.ts', () => ({
  signedToken: async () => 'token',
  forgetToken: () => {},
}));
vi.mock('../../host/panel-context.ts', () => ({ panelContext: { framed: false } }));
const live = vi.hoisted(() => ({ ready: false, handlers: null as ChangeHandlers | null }));
vi.mock('../../live/use-live-changes.ts', () => ({
  useLiveChanges: (ready: boolean, handlers: ChangeHandlers) => {
    Object.assign(live, { ready, handlers });
  },
}));

const list = '/api/invoices/list';
const refresh = '/api/invoices/refresh';

const wrapper = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
);

let server: ReturnType<typeof fakeServer>;
beforeEach(() => {
  server = fakeServer();
});
afterEach(() => {
  cleanup();
  queryClient.clear();
});

const rows = (number: string) => ({
  body: {
    connection: 'active',
    updates: true,
    customer: { id: '5', name: 'Cedar & Finch' },
    dealIds: [70, 71],
    drafts: [],
    invoices: [{ number, customerId: '6', checking: null }],
    readAt: null,
  },
});

const change = (dealIds: number[] | null, ...customerIds: string[]) =>
  live.handlers?.changed({ dealIds, customerIds });

/** A panel whose rows were read from our database and from QuickBooks. */
const open = async (of: 'deal' | 'organization' = 'deal') => {
  const { result } = renderHook(() => usePanelInvoices({ of, id: 7 }), { wrapper });
  expect(live.ready).toBe(false);
  (await server.next(list)).reply(rows('first'));
  await waitFor(() => expect(live.ready).toBe(true));
  return {
    result,
    refreshed: async () => {
      (await server.next(refresh)).reply(rows('first'));
      await waitFor(() => expect(result.current.refreshing).toBe(false));
      server.paths.length = 0;
    },
    shows: (number: string) =>
      waitFor(() => expect(result.current.data?.invoices).toMatchObject([{ number }])),
  };
};

describe('a change on the server', () => {
  it('makes the panel of its deal read only our rows, without saying that it refreshes', async () => {
    const { result, refreshed, shows } = await open();
    await refreshed();
    change([8]);
    change([], '8');
    change([8, 7]);
    const call = await server.next(list);
    expect(result.current.refreshing).toBe(false);
    call.reply(rows('second'));
    await shows('second');
    expect(server.paths).toEqual([list]);
  });

  it.each<[string, number[] | null, string[]]>([
    ['of one of its deals', [71], []],
    ['of an invoice of its customer', [], ['5']],
    ['of an invoice of a customer that it shows', [], ['6']],
    ['of anything', null, []],
  ])('makes the panel of an organization read after a change %s', async (_, dealIds, customers) => {
    const { refreshed, shows } = await open('organization');
    await refreshed();
    change([7], '8');
    change(dealIds, ...customers);
    (await server.next(list)).reply(rows('second'));
    await shows('second');
    expect(server.paths).toEqual([list]);
  });

  it('is read after a request that may have missed it', async () => {
    const { result, refreshed, shows } = await open();
    await refreshed();
    void result.current.reread();
    const running = await server.next(list);
    change([7]);
    running.reply(rows('before the change'));
    (await server.next(list)).reply(rows('after the change'));
    await shows('after the change');
    expect(server.paths).toEqual([list, list]);
  });

  it('is shown when a refresh ends with older rows while it is read', async () => {
    const { shows } = await open();
    const refreshing = await server.next(refresh);
    change([7]);
    await server.next(list);
    refreshing.reply(rows('before the change'));
    (await server.next(list)).reply(rows('after the change'));
    await shows('after the change');
  });
});

describe('an opened stream', () => {
  it('reads nothing while the refresh runs, which reads our rows at its end', async () => {
    const { result } = await open();
    const running = await server.next(refresh);
    live.handlers?.opened();
    running.reply(rows('second'));
    await waitFor(() => expect(result.current.refreshing).toBe(false));
    expect(server.paths).toEqual([list, refresh]);
  });

  it('reads what was missed when it reopens', async () => {
    const { refreshed, shows } = await open();
    await refreshed();
    live.handlers?.opened();
    (await server.next(list)).reply(rows('second'));
    await shows('second');
    expect(server.paths).toEqual([list]);
  });
});
