import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { openOffice, type Realm } from '../world/office.ts';
import { anyPorts, startWorld } from '../world/world.ts';
import { atLeast, atMost, type Figure, percentile } from './figure.ts';
import { type OpenPanel, panelOpener, relativeOpenings } from './other-panel.ts';
import { type Delivery, deliveryOf, postDelivery } from './webhook-deliveries.ts';

/** 10,000 deliveries in 60 s, in parts with an idle server in between. */
const segments = 5;
const segment = { deliveries: 10_000 / segments, ms: 60_000 / segments };
const idleMs = 10_000;
/** During the second burst the server is killed. */
const killed = { deliveries: 2_000, ms: 10_000 };

/** Between two openings of another company's panel. */
const spacingMs = 100;

const contentTypes = [
  'application/json',
  'application/cloudevents+json',
  'application/cloudevents-batch+json; charset=utf-8',
];

/** Each delivery has one event of an invoice of its own, which the server has not mirrored. */
const burstDelivery = ({ realmId }: Realm, n: number): Delivery => {
  const event = {
    realmId,
    entity: 'invoice',
    operation: 'updated',
    id: `${1_000_000 + n}`,
  } as const;
  return deliveryOf([event], contentTypes[n % contentTypes.length]);
};

type Outcome = { ms: number; tries: number };

/** Repeats a delivery until it is acknowledged. */
const deliver = async (appUrl: string, delivery: Delivery): Promise<Outcome> => {
  const begun = performance.now();
  for (let tries = 1; ; tries += 1) {
    if (await postDelivery(appUrl, delivery)) return { ms: performance.now() - begun, tries };
    await pause(500);
  }
};

/** Begins the deliveries at even intervals, whether or not earlier ones are acknowledged. */
const deliverEvenly = async (
  { deliveries, ms }: typeof segment,
  begin: (n: number) => Promise<Outcome>,
): Promise<Outcome[]> => {
  const begun = performance.now();
  const all: Promise<Outcome>[] = [];
  for (let n = 0; n < deliveries; n += 1) {
    const wait = begun + (n * ms) / deliveries - performance.now();
    if (wait > 1) await pause(wait);
    all.push(begin(n));
  }
  return Promise.all(all);
};

/** Opens another company's panel again and again until `work` ends; returns how long each took. */
const openDuring = async (open: OpenPanel, work: Promise<unknown>): Promise<number[]> => {
  const times: number[] = [];
  let isOver = false;
  const end = () => {
    isOver = true;
  };
  work.then(end, end);
  while (!isOver) {
    times.push(await open());
    await pause(spacingMs);
  }
  return times;
};

const storedEvents = (folder: string): number => {
  const database = new Database(join(folder, 'dealbill.sqlite'), { readonly: true });
  try {
    const statement = database.prepare('select count(*) as count from webhook_events');
    return (statement.get() as { count: number }).count;
  } finally {
    database.close();
  }
};

/**
 * Webhook deliveries as in a burst of QuickBooks, while another company opens panels, and again
 * while the server is killed.
 */
export const measureWebhookBurst = async (): Promise<Figure[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'dealbill-bench-'));
  const world = await startWorld({
    folder,
    ports: await anyPorts(),
    persistEmulators: false,
    postgres: null,
    serverEnv: { RATE_LIMIT_PER_MINUTE: '6000', SERVE_PANEL: 'false' },
  });
  try {
    const office = openOffice(world);
    const [company, realm] = [await office.newCompany(), await office.newRealm('us')];
    await office.install(company.salesLead);
    await office.connect(company, company.salesLead, realm);

    const open = await panelOpener(world, office);
    const idle: number[] = [];
    const busy: number[] = [];
    const outcomes: Outcome[] = [];
    for (let n = 0; n < segments; n += 1) {
      idle.push(...(await openDuring(open, pause(idleMs))));
      const first = n * segment.deliveries;
      const delivering = deliverEvenly(segment, (index) =>
        deliver(world.appUrl, burstDelivery(realm, first + index)),
      );
      busy.push(...(await openDuring(open, delivering)));
      outcomes.push(...(await delivering));
    }
    const afterKill = deliverEvenly(killed, (n) =>
      deliver(world.appUrl, burstDelivery(realm, outcomes.length + n)),
    );
    await pause(killed.ms / 2);
    await world.crashServer();
    await afterKill;
    return [
      atMost(
        'webhook deliveries, 10,000 in 60 s: 99th percentile of the acknowledgement in ms',
        percentile(
          outcomes.map(({ ms }) => ms),
          99,
        ),
        250,
      ),
      atMost(
        'of these not acknowledged at the first try',
        outcomes.filter(({ tries }) => tries > 1).length,
        0,
      ),
      ...relativeOpenings('10,000 webhook deliveries in 60 s', idle, busy),
      atLeast(
        'webhook events stored after a SIGKILL in a second burst',
        storedEvents(folder),
        outcomes.length + killed.deliveries,
      ),
    ];
  } finally {
    await world.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};
