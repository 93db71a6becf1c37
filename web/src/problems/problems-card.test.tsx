// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { queryClient } from '../lib/query-client.ts';
import { fakeServer } from '../testing/fake-server.ts';
import { ProblemsCard } from './problems-card.tsx';

vi.mock('../host/signed-token.ts', () => ({
  signedToken: async () => 'token',
  forgetToken: () => {},
}));

let server: ReturnType<typeof fakeServer>;
beforeEach(() => {
  server = fakeServer();
});
afterEach(() => {
  cleanup();
  queryClient.clear();
});

const open = async (isOwner: boolean, body: object) => {
  render(
    <QueryClientProvider client={queryClient}>
      <ProblemsCard isOwner={isOwner} />
    </QueryClientProvider>,
  );
  const listed = { rows: [], count: 0, more: false, ignored: 0, next: null, managedBy: null };
  (await server.next('/api/problems/list')).reply({ body: { ...listed, ...body } });
};

const feed = { id: 'feed:feed', kind: 'feed', code: 'quickbooks_unavailable', state: '' };

it('says that there is no problem, and leads to the sync records', async () => {
  await open(true, {});
  await screen.findByText('No problems. Everything is in sync.');
  expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual([
    'Show sync records',
  ]);
});

it('counts the problems and names the worst', async () => {
  const rows = [1, 2, 3, 4].map((id) => ({ ...feed, id: `feed:${id}` }));
  await open(true, { rows, count: 4 });
  await screen.findByText('4 problems');
  expect(screen.getAllByRole('listitem')).toHaveLength(3);
  await screen.findByRole('button', { name: 'Show problems' });
});

it('says more than it counts when a kind has too many', async () => {
  await open(true, { rows: [feed], count: 200, more: true });
  await screen.findByText('More than 200 problems');
});

it('tells a colleague what it means and who can solve it', async () => {
  await open(false, { rows: [feed], count: 1, managedBy: 'Ada' });
  await screen.findByText(/QuickBooks did not answer\. Payments and edits/);
  await screen.findByText(/^Ada manages invoicing/);
  expect(screen.queryByRole('button')).toBeNull();
});
