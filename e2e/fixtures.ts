import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { type Noise, watchNoise } from './noise.ts';
import { type AccountantPage, openInQuickbooks } from './pages/accountant-page.ts';
import { type HostPage, hostOn } from './pages/host-page.ts';
import {
  type Company,
  type Office,
  openOffice,
  type Realm,
  type RealmLike,
} from './world/office.ts';
import { anyPorts, startWorld, type World } from './world/world.ts';

type Options = {
  /** Kind and settings of the test's QuickBooks company. */
  realmLike: RealmLike;
  realmPreferences: Record<string, unknown>;
  realmSize: 'small' | 'large';
};

type Fixtures = {
  office: Office;
  /** A new Pipedrive company without the app installed. */
  company: Company;
  /** A new QuickBooks company that is not connected. */
  realm: Realm;
  /** Opens an invoice in QuickBooks by its number, in a separate browser session. */
  accountant: (number: string) => Promise<AccountantPage>;
  /** Pipedrive in a browser window, signed in as the sales lead. */
  host: HostPage;
  /** Like `host`, with the app installed by the sales lead and QuickBooks connected. */
  connected: HostPage;
  noise: Noise;
};

/**
 * Shorter lookup delays than in production, so unconfirmed operations resolve while a test waits.
 */
const patience = {
  QUICKBOOKS_TIMEOUT_MS: '4000',
  RESOLVE_AFTER_MS: '5000',
  RESOLVE_EVERY_MS: '300',
  LOG_LEVEL: 'info',
};

type WorldOptions = {
  /** QuickBooks sends webhooks of every change to the app. */
  webhooks: boolean;
};

export const test = base.extend<Options & Fixtures, { world: World } & WorldOptions>({
  webhooks: [false, { option: true, scope: 'worker' }],
  realmLike: ['us', { option: true }],
  realmPreferences: [{}, { option: true }],
  realmSize: ['small', { option: true }],

  world: [
    async ({ webhooks }, use) => {
      const folder = mkdtempSync(join(tmpdir(), 'dealbill-'));
      const world = await startWorld({
        folder,
        ports: await anyPorts(),
        persistEmulators: false,
        serverEnv: patience,
        webhooks,
      });
      await use(world);
      await world.stop();
      rmSync(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  office: async ({ world }, use) => use(openOffice(world)),
  company: async ({ office }, use) => use(await office.newCompany()),
  realm: async ({ office, realmLike, realmPreferences, realmSize }, use) =>
    use(await office.newRealm(realmLike, { preferences: realmPreferences, size: realmSize })),
  noise: [
    async ({ context }, use) => {
      const noise = watchNoise(context);
      await use(noise);
      expect(noise.unexpected(), 'console errors that the test does not allow').toEqual([]);
    },
    { auto: true },
  ],
  accountant: async ({ browser, world, office, realm }, use) => {
    const own = await browser.newContext();
    const page = await own.newPage();
    await use((number) => openInQuickbooks(page, world, office, realm, number));
    await own.close();
  },
  host: async ({ page, world, company }, use) => use(hostOn(page, world, company)),
  connected: async ({ host, office, company, realm }, use) => {
    await office.install(company.salesLead);
    await office.connect(company, company.salesLead, realm);
    await use(host);
  },
});

export { expect };
