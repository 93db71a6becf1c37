// @vitest-environment happy-dom
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { act, cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { PanelContext } from '../../host/read-context.ts';
import { queryClient } from '../../lib/query-client.ts';
import { fakeServer } from '../../testing/fake-server.ts';
import { samplePage } from '../../testing/sample-invoice-page.ts';
import { panelInvoices } from '../queries.ts';

vi.mock('../../host/signed-token.ts', () => ({
  signedToken: async () => 'token',
  forgetToken: () => {},
}));

const context: PanelContext = { of: 'deal', id: 101 };
const list = '/api/invoices/list';
const minute = 60_000;

const listOf = (status: 'open' | 'overdue', day: string, endsAt: string) => ({
  invoices: [{ ...samplePage().invoice, status, overdue: status === 'overdue' }],
  drafts: [],
  today: day,
  dayEndsAt: endsAt,
});

const wrapper = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
);

let server: ReturnType<typeof fakeServer>;
beforeEach(() => {
  server = fakeServer();
  // Ten minutes before midnight in London.
  vi.useFakeTimers({ now: Date.parse('2027-07-13T22:50:00Z') });
});
afterEach(() => {
  cleanup();
  queryClient.clear();
  vi.useRealTimers();
});

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

it('shows an invoice as overdue when the day of the company ends while the panel is open', async () => {
  const { result } = renderHook(() => useQuery(panelInvoices(context)), { wrapper });
  const first = await act(() => server.next(list));
  first.reply({ body: listOf('open', '2027-07-13', '2027-07-13T23:00:00Z') });
  await pass(0);
  expect(result.current.data?.invoices[0]?.status).toBe('open');
  await pass(9 * minute);
  expect(server.paths).toEqual([list]);
  await pass(minute + 1_000);
  const second = await act(() => server.next(list));
  second.reply({ body: listOf('overdue', '2027-07-14', '2027-07-14T23:00:00Z') });
  await pass(0);
  expect(result.current.data?.today).toBe('2027-07-14');
  expect(result.current.data?.invoices[0]?.status).toBe('overdue');
  await pass(60 * minute);
  expect(server.paths).toEqual([list, list]);
});
