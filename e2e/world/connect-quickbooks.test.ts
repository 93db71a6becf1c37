import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openOffice } from './office.ts';
import { anyPorts, startWorld } from './world.ts';

test('waits until the server has checked a consent when QuickBooks responds late', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'connecting-'));
  const world = await startWorld({
    folder,
    ports: await anyPorts(),
    persistEmulators: false,
    serverEnv: { QUICKBOOKS_TIMEOUT_MS: '5000', RESOLVE_EVERY_MS: '250', SERVE_PANEL: 'false' },
  });
  try {
    const office = openOffice(world);
    const company = await office.newCompany();
    const realm = await office.newRealm('us');
    await office.install(company.salesLead);
    await office.quickbooks.post('faults', {
      match: { realm: realm.realmId },
      fault: 'slow',
      delayMs: 12_000,
    });
    await office.connect(company, company.salesLead, realm);
    const state = await office.call(company, company.salesLead, 'connection/state', {});
    expect(state).toMatchObject({ state: 'active' });
  } finally {
    await world.stop();
    rmSync(folder, { recursive: true });
  }
}, 180_000);
