// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { queryClient } from '../lib/query-client.ts';
import { failure, fakeServer } from '../testing/fake-server.ts';
import { ProblemList } from './problem-list.tsx';
import type { Problem } from './queries.ts';

vi.mock('../host/signed-token.ts', () => ({
  signedToken: async () => 'token',
  forgetToken: () => {},
}));

const list = '/api/problems/list';
const retry = '/api/problems/retry';

const problem = (differs: Partial<Problem> = {}): Problem => ({
  id: 'invoice:7',
  kind: 'invoice',
  fingerprint: '4002 1',
  since: '2026-11-29T10:00:00.000Z',
  state: '',
  code: '4002',
  said: '',
  subject: '',
  name: '',
  recordName: '',
  invoice: { id: '7', number: '1042', customer: 'Cedar & Finch' },
  deal: null,
  draftId: null,
  party: null,
  canRetry: true,
  canIgnore: true,
  isIgnored: false,
  ...differs,
});

const listed = (rows: Problem[], differs: object = {}) => ({
  body: {
    rows,
    count: rows.length,
    more: false,
    ignored: 0,
    next: null,
    managedBy: null,
    ...differs,
  },
});

let server: ReturnType<typeof fakeServer>;
const show = vi.fn();
beforeEach(() => {
  server = fakeServer();
  show.mockClear();
  render(
    <QueryClientProvider client={queryClient}>
      <ProblemList ignored={false} reconnect={() => <p>Reconnect here</p>} show={show} />
    </QueryClientProvider>,
  );
});
afterEach(() => {
  cleanup();
  queryClient.clear();
});

const reply = async (rows: Problem[], differs: object = {}) =>
  (await server.next(list)).reply(listed(rows, differs));
const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));

describe('the list of problems', () => {
  it('says what, where, since when, why and what to do, and opens the invoice', async () => {
    await reply([problem()]);
    await screen.findByRole('heading', { name: 'Invoice 1042 cannot be read from QuickBooks' });
    await screen.findByText(/error 4002 .* save it once, then try again/);
    await screen.findByText('Invoice 1042, Cedar & Finch');
    await screen.findByText(/^since .*2026/);
    await press('Open invoice');
    expect(show).toHaveBeenCalledWith({
      show: 'invoice',
      context: { of: 'company' },
      invoiceId: '7',
    });
  });

  it('says that a retry failed', async () => {
    await reply([problem()]);
    await press('Try again');
    (await server.next(retry)).reply({ body: { outcome: 'failing' } });
    await reply([problem()]);
    await screen.findByText('Tried again just now. The problem is still there.');
  });

  it('says why a retry was not possible', async () => {
    await reply([problem()]);
    await press('Try again');
    (await server.next(retry)).reply({ status: 503, body: failure('quickbooks_unavailable') });
    await reply([problem()]);
    await screen.findByText('Not tried: QuickBooks did not answer');
  });

  it('follows a retry in the background until the problem is gone', async () => {
    await reply([problem()]);
    await press('Try again');
    (await server.next(retry)).reply({ body: { outcome: 'started' } });
    await reply([problem()]);
    await screen.findByText('Trying again…');
    await reply([]);
    await screen.findByText('No problems');
  });

  it('says that a retry in the background failed anew', async () => {
    await reply([problem()]);
    await press('Try again');
    (await server.next(retry)).reply({ body: { outcome: 'started' } });
    await reply([problem({ fingerprint: '4002 2' })]);
    await screen.findByText('Tried again just now. The problem is still there.');
  });

  it('asks the owner to reconnect, and tells a colleague who can', async () => {
    const connection = problem({
      id: 'connection:1',
      kind: 'connection',
      name: 'Ada',
      invoice: null,
      canRetry: false,
      canIgnore: false,
    });
    await reply([connection]);
    await screen.findByText('Reconnect here');
    void queryClient.invalidateQueries();
    await reply([connection], { managedBy: 'Ada' });
    await screen.findByText(/^Ada manages invoicing/);
    await screen.findByText(/Ada can reconnect it/);
    expect(screen.queryByText('Reconnect here')).toBeNull();
    expect(screen.queryByRole('button')).toBeNull();
  });
});
