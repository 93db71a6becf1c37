// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { queryClient } from '../lib/query-client.ts';
import { fakeServer } from '../testing/fake-server.ts';
import { SyncRecords } from './sync-records.tsx';

vi.mock('../host/signed-token.ts', () => ({
  signedToken: async () => 'token',
  forgetToken: () => {},
}));

const records = '/api/problems/records';

afterEach(() => {
  cleanup();
  queryClient.clear();
});

it('keeps an invoice number that is too long, and says how long it may be', async () => {
  const server = fakeServer();
  render(
    <QueryClientProvider client={queryClient}>
      <SyncRecords show={() => {}} />
    </QueryClientProvider>,
  );
  await server.next(records);
  const number = screen.getByLabelText<HTMLInputElement>('Invoice number');
  fireEvent.change(number, { target: { value: '1'.repeat(41) } });
  await screen.findByText('Use at most 40 characters.');
  expect(number.value).toHaveLength(41);
  expect(number.maxLength).toBe(-1);
  fireEvent.change(number, { target: { value: '1'.repeat(40) } });
  expect((await server.next(records)).input).toMatchObject({ number: '1'.repeat(40) });
});
