import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { webhookVerifierToken } from '../world/app-environment.ts';
import { openOffice, type Realm } from '../world/office.ts';
import { anyPorts, startWorld } from '../world/world.ts';
import { atLeast, atMost, type Figure, percentile } from './figure.ts';

const burst = { deliveries: 10_000, ms: 60_000 };
/** During the second burst the server is killed. */
const killed = { deliveries: 2_000, ms: 10_000 };

const contentTypes = [
  'application/json',
  'application/cloudevents+json',
  'application/cloudevents-batch+json; charset=utf-8',
];

type Delivery = { body: string; headers: Record<string, string> };

/** Each delivery has one event of an invoice of its own, which the server has not mirrored. */
const deliveryOf = ({ realmId }: Realm, n: number): Delivery => {
  const event = {
    specversion: '1.0',
    id: `event ${n}`,
    source: 'intuit.bench',
    type: 'qbo.invoice.updated.v1',
    time: new Date().toISOString(),
    intuitentityid: `${1_000_000 + n}`,
    intuitaccountid: realmId,
    data: {},
  };
  const body = JSON.stringify([event]);
  const signature = createHmac('sha256', webhookVerifierToken).update(body).digest('base64');
  const contentType = contentTypes[n % contentTypes.length] ?? '';
  return { body, headers: { 'content-type': contentType, 'intuit-signature': signature } };
};

const post = async (url: string, delivery: Delivery): Promise<boolean> => {
  try {
    const response = await fetch(url, { method: 'POST', ...delivery });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
};

type Outcome = { ms: number; tries: number };

/** Repeats a delivery until it is acknowledged. */
const deliver = async (url: string, delivery: Delivery): Promise<Outcome> => {
  const begun = performance.now();
  for (let tries = 1; ; tries += 1) {
    if (await post(url, delivery)) return { ms: performance.now() - begun, tries };
    await pause(500);
  }
};

/** Begins the deliveries at even intervals, whether or not earlier ones are acknowledged. */
const deliverEvenly = async (
  { deliveries, ms }: typeof burst,
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

const storedEvents = (folder: string): number => {
  const database = new Database(join(folder, 'dealbill.sqlite'), { readonly: true });
  try {
    const statement = database.prepare('select count(*) as count from webhook_events');
    return (statement.get() as { count: number }).count;
  } finally {
    database.close();
  }
};

/** Webhook deliveries as in a burst of QuickBooks, and again while the server is killed. */
export const measureWebhookBurst = async (): Promise<Figure[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'dealbill-bench-'));
  const world = await startWorld({
    folder,
    ports: await anyPorts(),
    persistEmulators: false,
    postgres: null,
    serverEnv: { RATE_LIMIT_PER_MINUTE: '600', SERVE_PANEL: 'false' },
  });
  try {
    const office = openOffice(world);
    const [company, realm] = [await office.newCompany(), await office.newRealm('us')];
    await office.install(company.salesLead);
    await office.connect(company, company.salesLead, realm);
    const url = `${world.appUrl}/webhooks/quickbooks`;

    const outcomes = await deliverEvenly(burst, (n) => deliver(url, deliveryOf(realm, n)));
    const afterKill = deliverEvenly(killed, (n) =>
      deliver(url, deliveryOf(realm, burst.deliveries + n)),
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
      atLeast(
        'webhook events stored after a SIGKILL in a second burst',
        storedEvents(folder),
        burst.deliveries + killed.deliveries,
      ),
    ];
  } finally {
    await world.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};
