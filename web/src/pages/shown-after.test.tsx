// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { queryClient } from '../lib/query-client.ts';
import { shownSyncSettings } from '../sync-settings/queries.ts';
import { SyncSettingsCard } from '../sync-settings/sync-settings-card.tsx';
import { failure, fakeServer } from '../testing/fake-server.ts';
import { UsageCard } from '../usage/usage-card.tsx';
import { ShownAfter } from './shown-after.tsx';

vi.mock('../host/signed-token.ts', () => ({
  signedToken: async () => 'token',
  forgetToken: () => {},
}));

let server: ReturnType<typeof fakeServer>;
beforeEach(() => {
  server = fakeServer();
  render(
    <QueryClientProvider client={queryClient}>
      <SyncSettingsCard />
      <ShownAfter query={shownSyncSettings}>
        <UsageCard />
      </ShownAfter>
    </QueryClientProvider>,
  );
});
afterEach(() => {
  cleanup();
  queryClient.clear();
});

const usage = { name: 'Updates from QuickBooks' };

describe('a card below one that is loading', () => {
  it('reads at once, and appears when the card above has its final height', async () => {
    await server.next('/api/usage/show');
    expect(screen.queryByRole('heading', usage)).toBeNull();
    const settings = await server.next('/api/sync-settings/show');
    settings.reply({ body: { current: null } });
    await screen.findByRole('heading', usage);
  });

  it('appears when the card above cannot be read', async () => {
    const settings = await server.next('/api/sync-settings/show');
    settings.reply({ status: 403, body: failure('not_owner') });
    await screen.findByRole('heading', usage);
  });
});
