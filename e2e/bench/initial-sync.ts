import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Company, type Office, openOffice, type Realm } from '../world/office.ts';
import { anyPorts, startWorld, type World } from '../world/world.ts';
import { atMost, type Figure } from './figure.ts';
import { progressOf, untilReadCompletely } from './first-reading.ts';
import { type OpenPanel, panelOpener, relativeOpenings } from './other-panel.ts';

const invoices = 10_000;
const kills = 10;
/** Answers take as long as they may in production, so that a kill finds the sync at work. */
const latencyMs = 250;
const rounds = 4;
/** Openings in an idle round; a busy round opens panels until everything was read. */
const idleOpenings = 100;
const spacingMs = 40;

const serverEnv = {
  RATE_LIMIT_PER_MINUTE: '1000000',
  SERVE_PANEL: 'false',
  RESOLVE_EVERY_MS: '300',
  // The server's work is measured, not its waiting for the limit of batches.
  QUICKBOOKS_BATCHES_PER_MINUTE: '10000',
  QUICKBOOKS_CALLS_PER_MINUTE: '10000',
};

const unlimited = { batchesPerMinute: null, requestsPerMinute: null, requestsPerSecond: null };

type Reading = {
  world: World;
  office: Office;
  company: Company;
  realm: Realm;
};

const readAgain = ({ office, company }: Reading) =>
  office.call(company, company.salesLead, 'initial-sync/again', {});

/** Pages that were read, each in one batch. */
const pagesRead = async ({ office, realm }: Reading): Promise<number> => {
  const journal = await office.quickbooks.get<{ path: string }[]>(`journal?realm=${realm.realmId}`);
  return journal.filter(({ path }) => path.endsWith('/batch')).length;
};

/** Kills the server at random moments of the reading; returns how many pages were read too often. */
const measureKills = async (reading: Reading): Promise<Figure[]> => {
  const { world, office, realm } = reading;
  await office.quickbooks.delete(`journal?realm=${realm.realmId}`);
  await readAgain(reading);
  await untilReadCompletely(reading.office, reading.company);
  const pages = await pagesRead(reading);
  await office.quickbooks.delete(`journal?realm=${realm.realmId}`);
  let readings = 1;
  await readAgain(reading);
  for (let kill = 0; kill < kills; kill += 1) {
    if ((await progressOf(reading.office, reading.company))?.state === 'done') {
      readings += 1;
      await readAgain(reading);
    }
    await pause(100 + Math.random() * 1_000);
    await world.crashServer();
  }
  await untilReadCompletely(reading.office, reading.company);
  const read = await pagesRead(reading);
  console.log(`initial sync: ${pages} pages, ${read} read in ${readings} readings, ${kills} kills`);
  return [
    atMost(
      'initial sync of 10,000 invoices, pages read again for each of ten kills',
      (read - readings * pages) / kills,
      1,
    ),
  ];
};

/** Time in which another company's panel opens while everything is read, relative to an idle server. */
const measureOpenings = async (reading: Reading, open: OpenPanel): Promise<Figure[]> => {
  const idle: number[] = [];
  const busy: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (let n = 0; n < idleOpenings; n += 1) {
      idle.push(await open());
      await pause(spacingMs);
    }
    await readAgain(reading);
    let isDone = false;
    const done = untilReadCompletely(reading.office, reading.company).then(() => {
      isDone = true;
    });
    while (!isDone) {
      busy.push(await open());
      await pause(spacingMs);
    }
    await done;
  }
  return relativeOpenings('an initial sync', idle, busy);
};

/** The first reading of 10,000 invoices: killed at random moments, and beside another company. */
export const measureInitialSync = async (): Promise<Figure[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'dealbill-bench-'));
  const world = await startWorld({
    folder,
    ports: await anyPorts(),
    persistEmulators: false,
    postgres: null,
    serverEnv,
  });
  try {
    const office = openOffice(world);
    const [company, realm] = [await office.newCompany(), await office.newRealm('us')];
    await office.quickbooks.post(`realms/${realm.realmId}/invoices`, { count: invoices });
    await office.quickbooks.post('settings', { realmId: realm.realmId, ...unlimited });
    await office.install(company.salesLead);
    await office.connect(company, company.salesLead, realm);
    const reading = { world, office, company, realm };
    const open = await panelOpener(world, office);
    await untilReadCompletely(reading.office, reading.company);
    const figures = await measureOpenings(reading, open);
    await office.quickbooks.post('latency', {
      ms: latencyMs,
      path: `/v3/company/${realm.realmId}/batch`,
    });
    return [...figures, ...(await measureKills(reading))];
  } finally {
    await world.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};
