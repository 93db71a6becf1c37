import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Frame, type Page } from 'playwright';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { findChromium } from '../chromium.ts';
import { atMost as atOnce } from '../soak/at-most.ts';
import { type Company, type Office, openOffice, type Realm } from '../world/office.ts';
import { anyPorts, startWorld, type World } from '../world/world.ts';
import { atMost, type Figure, median, percentile } from './figure.ts';
import { deliveryOf, type IntuitEvent, postDelivery } from './webhook-deliveries.ts';

const companies = 50;
/** Each round changes one invoice of each company. */
const rounds = 3;
/**
 * The emulator answers within 5 ms, less than any server's own work; QuickBooks takes several
 * hundred. This delay, of every call to it, applies to what is measured and what it is compared with.
 */
const readMs = 200;
/** Each round pays this much, so that the balance tells the rounds apart. */
const paid = 7;
const patienceMs = 30_000;

type Watched = { company: Company; realm: Realm; invoiceId: string; balance: number };

const prepare = async (office: Office): Promise<Watched[]> => {
  const turns = atOnce(6);
  const one = async (): Promise<Watched> => {
    const [company, realm] = [await office.newCompany(), await office.newRealm('us')];
    await office.install(company.salesLead);
    await office.connect(company, company.salesLead, realm);
    const lines = [{ description: 'Watched', quantity: '1', unitPrice: '1000' }];
    const number = await makeInvoice(office, company, 'withProducts', { lines });
    const { invoices } = await office.quickbooks.get<{
      invoices: { Id: string; DocNumber: string; Balance: number }[];
    }>(`realms/${realm.realmId}/contents`);
    const invoice = invoices.find(({ DocNumber }) => DocNumber === number);
    if (!invoice) throw new Error(`No invoice ${number}`);
    return { company, realm, invoiceId: invoice.Id, balance: invoice.Balance };
  };
  return Promise.all(Array.from({ length: companies }, () => turns.run(one)));
};

/** Resolves with the time when the page shows, or the client has read, this balance. */
type Watcher = { shows(balance: number): Promise<number> };

const amountText = (balance: number): string =>
  balance.toLocaleString('en-US', { minimumFractionDigits: 2 });

/** The deal's panel in a browser: the time is that of the change in its page. */
const watchInBrowser = async (page: Page, world: World, { company }: Watched): Promise<Watcher> => {
  const open = page.waitForResponse((response) => response.url().endsWith('/api/live'));
  const address = `${world.pipedriveUrl}/deal/${company.deals.withProducts}`;
  await page.goto(`${address}?user=${company.salesLead}&bar=off`);
  await open;
  const frame = page.frames().find((one) => one.url().startsWith(`${world.appUrl}/panel`));
  if (!frame) throw new Error('No panel');
  return { shows: (balance) => shownIn(frame, amountText(balance)) };
};

const shownIn = (frame: Frame, text: string): Promise<number> =>
  frame.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = () => {
          if (!document.body.textContent?.includes(wanted)) return;
          observer.disconnect();
          resolve(Date.now());
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
        look();
      }),
    text,
  );

/** Calls `then` after each message of a stream of server-sent events, until the stream ends. */
const follow = async (response: Response, then: () => void): Promise<void> => {
  for await (const bytes of response.body ?? []) {
    if (Buffer.from(bytes).includes('data:')) then();
  }
};

/** A client that reads the panel's rows after each message of its stream. */
const watchStream = async (
  office: Office,
  world: World,
  { company }: Watched,
  signal: AbortSignal,
): Promise<Watcher> => {
  const claims = { companyId: company.id, userId: company.salesLead, expiresIn: 3_600 };
  const { token } = await office.pipedrive.post<{ token: string }>('signed-token', claims);
  const headers = { authorization: `Bearer ${token}` };
  const context = { of: 'deal', id: company.deals.withProducts };
  const read = async (): Promise<number> => {
    const response = await fetch(`${world.appUrl}/api/invoices/list`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ context }),
    });
    if (!response.ok) throw new Error(`Rows of ${company.name}: ${response.status}`);
    const rows = (await response.json()) as { invoices: { balance: string }[] };
    return Number(rows.invoices[0]?.balance);
  };
  let wanted: { balance: number; resolve(at: number): void } | null = null;
  let latest: number | null = null;
  const look = async () => {
    latest = await read();
    if (latest === wanted?.balance) wanted.resolve(Date.now());
  };
  const response = await fetch(`${world.appUrl}/api/live`, { headers, signal });
  if (!response.ok) throw new Error(`Stream of ${company.name}: ${response.status}`);
  follow(response, () => void look()).catch(() => null);
  return {
    shows: (balance) =>
      new Promise((resolve) => {
        wanted = { balance, resolve };
        // Another read of the server, such as one of the change feed, was faster than the delivery.
        if (latest === balance) resolve(Date.now());
      }),
  };
};

/**
 * Measures one read of an invoice and one message over a stream without our server, in ms. Reads
 * that of the same company as the sample: QuickBooks refuses more than ten reads of one company
 * within a second, and then the server's own reads as well.
 */
const startBaseline = async (office: Office, world: World, watched: Watched[]) => {
  const tokens = new Map<string, string>();
  for (const { realm } of watched) {
    const { realmId } = realm;
    const grant = await office.quickbooks.post<{ access_token: string }>('grants', { realmId });
    tokens.set(realmId, grant.access_token);
  }
  const readBare = async ({ realm: { realmId }, invoiceId }: Watched) => {
    const url = `${world.quickbooksUrl}/v3/company/${realmId}/invoice/${invoiceId}`;
    const authorization = `Bearer ${tokens.get(realmId)}`;
    const response = await fetch(url, { headers: { authorization, accept: 'application/json' } });
    if (!response.ok) throw new Error(`Bare read: ${response.status}`);
    await response.json();
  };
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(':\n\n');
    send = () => response.write('event: changed\ndata: {"dealIds":[7]}\n\n');
  });
  let send = () => true;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stream = await fetch(`http://127.0.0.1:${port}/`);
  let received = () => {};
  follow(stream, () => received()).catch(() => null);
  return {
    async measure(one: Watched): Promise<number> {
      const begun = performance.now();
      await readBare(one);
      const message = new Promise<void>((resolve) => {
        received = resolve;
      });
      send();
      await message;
      return performance.now() - begun;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
};

/** Intuit's events of a payment. */
const eventsOf = ({ realm, invoiceId }: Watched, paymentId: string): IntuitEvent[] => [
  { realmId: realm.realmId, entity: 'payment', operation: 'created', id: paymentId },
  { realmId: realm.realmId, entity: 'invoice', operation: 'updated', id: invoiceId },
];

/** Pays an invoice in QuickBooks and delivers the events; returns the delay until it is shown. */
const payAndWait = async (
  office: Office,
  world: World,
  watched: Watched,
  watcher: Watcher,
): Promise<number> => {
  const { realm, invoiceId } = watched;
  const { payment } = await office.quickbooks.post<{ payment: { Id: string } }>(
    `realms/${realm.realmId}/payments`,
    { invoiceId, amount: `${paid}.00` },
  );
  watched.balance -= paid;
  const shown = watcher.shows(watched.balance);
  const deliveredAt = Date.now();
  await postDelivery(world.appUrl, deliveryOf(eventsOf(watched, payment.Id)));
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const fail = () => reject(new Error(`${watched.company.name} does not show its payment`));
    timer = setTimeout(fail, patienceMs);
  });
  const at = await Promise.race([shown, late]).finally(() => clearTimeout(timer));
  return at - deliveredAt;
};

/** Delays until the change is shown, those in the browser, and the baseline's, in ms. */
type Samples = Record<'delays' | 'inBrowser' | 'bares', number[]>;

const noSamples = (): Samples => ({ delays: [], inBrowser: [], bares: [] });

const print = ({ delays, inBrowser, bares }: Samples, when: string): void => {
  const ms = (values: number[]) =>
    `median ${median(values).toFixed(0)} ms, 95th percentile ${percentile(values, 95).toFixed(0)} ms`;
  const ratios = [
    median(delays) / median(bares),
    percentile(delays, 95) / percentile(bares, 95),
  ].map((ratio) => ratio.toFixed(2));
  console.log(`${when}:`);
  console.log(`  delivery of an event to the changed row: ${ms(delays)} (target 1 s and 2 s)`);
  console.log(`  of these in the browser: ${ms(inBrowser)}`);
  console.log(
    `  one bare read and one stream message: ${ms(bares)}, ratios ${ratios.join(' and ')}`,
  );
};

/**
 * From a delivery of QuickBooks' events to the changed row in an open panel: one browser and 49
 * stream clients, each of another company. Compared with one read of the invoice and one message
 * over a stream, in turn with the samples.
 */
export const measureLiveLatency = async (): Promise<Figure[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'dealbill-bench-'));
  const world = await startWorld({
    folder,
    ports: await anyPorts(),
    persistEmulators: false,
    postgres: null,
    serverEnv: { RATE_LIMIT_PER_MINUTE: '100000' },
  });
  const browser = await chromium.launch(await findChromium());
  const closing = new AbortController();
  try {
    const office = openOffice(world);
    const watched = await prepare(office);
    const page = await browser.newPage({ locale: 'en-US' });
    const watchers: Watcher[] = [];
    for (const [index, one] of watched.entries()) {
      watchers.push(
        index === 0
          ? await watchInBrowser(page, world, one)
          : await watchStream(office, world, one, closing.signal),
      );
    }
    const bare = await startBaseline(office, world, watched);
    closing.signal.addEventListener('abort', () => bare.close());
    const round = async ({ delays, inBrowser, bares }: Samples) => {
      for (const [index, one] of watched.entries()) {
        const delay = await payAndWait(office, world, one, watchers[index] as Watcher);
        delays.push(delay);
        if (index === 0) inBrowser.push(delay);
        bares.push(await bare.measure(one));
      }
    };
    await round(noSamples());
    const immediate = noSamples();
    for (let n = 0; n < rounds; n += 1) await round(immediate);
    print(immediate, 'the emulator answers at once');
    await office.quickbooks.post('latency', { ms: readMs, path: '/v3' });
    const delayed = noSamples();
    for (let n = 0; n < rounds; n += 1) await round(delayed);
    print(delayed, `a read takes ${readMs} ms`);
    const { delays, bares } = delayed;
    return [
      atMost(
        `delivery of an event to the changed row / one bare read of ${readMs} ms and one stream message, median`,
        median(delays) / median(bares),
        3,
      ),
      atMost('the same, 95th percentiles', percentile(delays, 95) / percentile(bares, 95), 6),
    ];
  } finally {
    closing.abort();
    await browser.close();
    await world.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};
