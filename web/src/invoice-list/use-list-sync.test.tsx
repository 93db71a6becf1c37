// @vitest-environment happy-dom
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { cleanup, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { InvoiceContext } from '../host/read-context.ts';
import { queryClient } from '../lib/query-client.ts';
import { failure, fakeServer } from '../testing/fake-server.ts';
import { useListSync } from './use-list-sync.ts';

vi.mock('../host/signed-token.ts', () => ({
  signedToken: async () => 'token',
  forgetToken: () => {},
}));

const context: InvoiceContext = { of: 'deal', id: 101 };
const load = '/api/invoice-list/load';

const wrapper = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
);

/** The hook beside a list whose readings are counted. */
const open = (reading: { fresh: boolean; more: boolean } | undefined) => {
  const readings = { list: 0 };
  const hook = renderHook(
    () => {
      useQuery({ queryKey: ['links', context, 'list'], queryFn: () => ++readings.list });
      return useListSync(context, undefined, reading as Parameters<typeof useListSync>[2]);
    },
    { wrapper },
  );
  return { ...hook, readings };
};

let server: ReturnType<typeof fakeServer>;
beforeEach(() => {
  server = fakeServer();
});
afterEach(() => {
  cleanup();
  queryClient.clear();
});

describe('reading a list on in QuickBooks', () => {
  it('asks nothing while the list is fresh and complete', async () => {
    const { result, readings } = open({ fresh: true, more: false });
    await waitFor(() => expect(readings.list).toBe(1));
    expect(result.current.asking).toBe(false);
    expect(server.paths).toEqual([]);
  });

  it('asks nothing before the list was read', () => {
    expect(open(undefined).result.current.asking).toBe(false);
    expect(server.paths).toEqual([]);
  });

  it('shows the rows of each part before it asks for the next, and stops at the end', async () => {
    const { result, readings } = open({ fresh: false, more: true });
    await waitFor(() => expect(readings.list).toBe(1));
    (await server.next(load)).reply({ body: { more: true } });
    await waitFor(() => expect(readings.list).toBe(2));
    expect(result.current.asking).toBe(true);
    (await server.next(load)).reply({ body: { more: false } });
    await waitFor(() => expect(result.current.asking).toBe(false));
    expect(readings.list).toBe(3);
    expect(server.paths).toEqual([load, load]);
  });

  it('stops at an error, reports it, and goes on when asked to', async () => {
    const { result } = open({ fresh: false, more: false });
    (await server.next(load)).reply({ status: 500, body: failure('internal') });
    await waitFor(() => expect(result.current.error?.code).toBe('internal'));
    expect(server.paths).toEqual([load]);
    void result.current.retry();
    (await server.next(load)).reply({ body: { more: false } });
    await waitFor(() => expect(result.current.error).toBeNull());
  });
});
