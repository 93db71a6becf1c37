// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { InvoiceContext } from '../host/read-context.ts';
import { queryClient } from '../lib/query-client.ts';
import type { ChangeHandlers } from '../live/follow-changes.ts';
import { fakeServer } from '../testing/fake-server.ts';
import { samplePage } from '../testing/sample-invoice-page.ts';
import { useFilteredList } from './filters/use-filtered-list.ts';

vi.mock('../host/signed-token.ts', () => ({
  signedToken: async () => 'token',
  forgetToken: () => {},
}));
const live = vi.hoisted(() => ({ handlers: null as ChangeHandlers | null }));
vi.mock('../live/use-live-changes.ts', () => ({
  useLiveChanges: (_ready: boolean, handlers: ChangeHandlers) => {
    live.handlers = handlers;
  },
}));

const list = '/api/invoice-list/list';

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
  vi.useRealTimers();
});

const firstEnd = '2027-07-13T23:00:00Z';

/** The customer of the list; null for all. */
let customer: { id: string; name: string } | null;

const page = (status: 'open' | 'overdue', dayEndsAt = firstEnd) => ({
  body: {
    customer,
    period: { kind: 'all' },
    rows: [{ ...samplePage().invoice, status, memo: '', dealIds: [] }],
    count: 1,
    outside: 0,
    next: null,
    reading: { readAt: null, fresh: true, more: false, unreadable: 0 },
    today: dayEndsAt.slice(0, 10),
    dayEndsAt,
    connection: 'active',
    dealUrl: '',
  },
});

const open = async (context: InvoiceContext) => {
  customer = context.of === 'company' ? null : { id: '5', name: 'Cedar & Finch' };
  const { result } = renderHook(() => useFilteredList(context), { wrapper });
  const first = await act(() => server.next(list));
  await act(async () => first.reply(page('open')));
  await waitFor(() => expect(result.current.rows).toHaveLength(1));
  server.paths.length = 0;
  return result;
};

describe('an open list', () => {
  it('of a customer reads its rows again after a change of the customer, and of no other', async () => {
    const result = await open({ of: 'deal', id: 7 });
    live.handlers?.changed({ dealIds: [9], customerIds: ['6'] });
    live.handlers?.changed({ dealIds: [9], customerIds: ['5'] });
    (await server.next(list)).reply(page('overdue'));
    await waitFor(() => expect(result.current.rows[0]?.status).toBe('overdue'));
    expect(server.paths).toEqual([list]);
  });

  it('of the company reads its rows again after each change', async () => {
    const result = await open({ of: 'company' });
    live.handlers?.changed({ dealIds: [], customerIds: ['6'] });
    (await server.next(list)).reply(page('overdue'));
    await waitFor(() => expect(result.current.rows[0]?.status).toBe('overdue'));
  });

  it('shows an invoice as overdue when the day of the company ends', async () => {
    vi.useFakeTimers({ now: Date.parse('2027-07-13T22:50:00Z'), shouldAdvanceTime: true });
    const result = await open({ of: 'company' });
    await act(() => vi.advanceTimersByTimeAsync(9 * 60_000));
    expect(server.paths).toEqual([]);
    await act(() => vi.advanceTimersByTimeAsync(2 * 60_000));
    (await server.next(list)).reply(page('overdue', '2027-07-14T23:00:00Z'));
    await waitFor(() => expect(result.current.rows[0]?.status).toBe('overdue'));
  });
});
