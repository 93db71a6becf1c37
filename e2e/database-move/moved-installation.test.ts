import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { atMost } from '../soak/at-most.ts';
import { createInvoice } from '../soak/create-invoice.ts';
import { noFigures } from '../soak/figures.ts';
import { intentsOf } from '../soak/invoice-intents.ts';
import { everySetting } from '../soak/switch-settings.ts';
import { openTrialCompany } from '../soak/trial-company.ts';
import type { DraftFixture } from '../soak/trial-state.ts';
import { startUntil } from '../world/child-process.ts';
import { openOffice } from '../world/office.ts';
import { startPostgres } from '../world/start-postgres.ts';
import { anyPorts, startWorld } from '../world/world.ts';

const trial: DraftFixture = {
  figures: noFigures(),
  turns: atMost(1),
  linked: new Set(),
  onPress: () => undefined,
  onEnd: () => undefined,
  patienceMs: 60_000,
};

/** This test opens no page, so the web app need not be built. */
const serverEnv = { SERVE_PANEL: 'false' };

test('an installation moved to PostgreSQL keeps its data and continues to work', {
  timeout: 180_000,
}, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dealbill-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const postgres = await startPostgres();
  onTestFinished(() => postgres.stop());
  const place = { folder, ports: await anyPorts(), persistEmulators: true, serverEnv };

  const before = await startWorld({ ...place, postgres: null });
  onTestFinished(() => before.stop());
  const [setting] = everySetting();
  if (!setting) throw new Error('The list of trial settings is empty');
  const trialCompany = await openTrialCompany(before, openOffice(before), setting, false);
  const [first, second] = intentsOf(trialCompany, 2, 1).flat();
  if (!first || !second) throw new Error('There are fewer than two intents');
  await createInvoice(trial, first);
  const list = () =>
    trialCompany.call('invoices/list', { context: { of: 'deal', id: first.dealId } });
  const listed = await list();
  expect(listed).toMatchObject({ body: { invoices: [{ total: first.amount }] } });
  await before.stop();

  const env = { DATABASE_FILE: join(folder, 'dealbill.sqlite'), DATABASE_URL: postgres.url };
  const args = [join(import.meta.dirname, '../../server/src/commands/move-database.ts')];
  const lines: string[] = [];
  const onLine = (line: string) => lines.push(line);
  await startUntil({ name: 'move', args, env, onLine }, /^Everything was copied/);
  expect(lines).toContain(
    `invoices: 1 rows, sum of total ${Number(first.amount)}, sum of balance ${Number(first.amount)}`,
  );

  const after = await startWorld({ ...place, postgres: { url: postgres.url, processes: 1 } });
  onTestFinished(() => after.stop());
  expect(await list()).toEqual(listed);
  // Proves that both vendors' tokens decrypt: the form reads from both, creating writes.
  await createInvoice(trial, second);
  expect(await list()).toMatchObject({
    body: { invoices: [{ total: second.amount }, { total: first.amount }] },
  });
});
