import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { webhookVerifierToken } from '../world/app-environment.ts';
import { type Company, type Office, openOffice, type Realm } from '../world/office.ts';
import { anyPorts, startWorld, type World } from '../world/world.ts';
import { atMost, type Figure } from './figure.ts';

const linked = 1_000;
const changed = 10;
const deals = 5;

const minute = 60_000;
/** The default of CHANGES_EVERY_MS, and a second. */
const interval = 15 * minute + 1_000;
const day = 24 * 60 * minute;

const pollMs = 50;

type QuickbooksCall = { n: number; method: string; path: string; body: unknown };
type PipedriveCall = { n: number; method: string; path: string; kind?: string };

/**
 * A read that Intuit meters: a GET, a query, or a batch of queries, which counts once here as in the
 * app; Intuit does not document how it counts.
 */
const isRead = ({ method, path, body }: QuickbooksCall): boolean => {
  if (!path.startsWith('/v3/company/')) return false;
  if (!path.endsWith('/batch')) return method === 'GET' || path.endsWith('/query');
  const { BatchItemRequest } = body as { BatchItemRequest: { Query?: string }[] };
  return BatchItemRequest.every(({ Query }) => Query !== undefined);
};

/** A server and a QuickBooks whose clocks move by jumps, and one company with 1,000 linked invoices. */
const openMeasured = async (folder: string) => {
  const database = join(folder, 'dealbill.sqlite');
  const clockFile = join(folder, 'clock');
  let offset = 0;
  writeFileSync(clockFile, '0');
  const movableClock = {
    MOVABLE_CLOCK_FILE: clockFile,
    NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, 'movable-clock.ts'))}`,
  };
  const world = await startWorld({
    folder,
    ports: await anyPorts(),
    persistEmulators: false,
    postgres: null,
    serverEnv: {
      SERVE_PANEL: 'false',
      RATE_LIMIT_PER_MINUTE: '1000000',
      RESOLVE_EVERY_MS: '50',
      INTUIT_WEBHOOK_VERIFIER_TOKEN: webhookVerifierToken,
      ...movableClock,
    },
    quickbooksEnv: movableClock,
  });
  const office = openOffice(world);
  const company = await office.newCompany();
  const realm = await office.newRealm('us');
  await office.install(company.salesLead);
  await office.connect(company, company.salesLead, realm);

  const quickbooksCalls = (after: number) =>
    office.quickbooks.get<QuickbooksCall[]>(`journal?realm=${realm.realmId}&after=${after}`);
  const pipedriveCalls = async (after: number) => {
    const { calls } = await office.pipedrive.get<{ calls: PipedriveCall[] }>(
      `journal?company=${company.id}&after=${after}`,
    );
    return calls.filter(({ kind }) => kind !== 'page');
  };

  /**
   * Resolves once no background work is due or running. A jump before that would let its lease
   * expire.
   */
  const settle = async (): Promise<void> => {
    for (let quiet = 0; quiet < 3; ) {
      await pause(pollMs);
      quiet = turnsAtWork(database, company, Date.now() + offset) === 0 ? quiet + 1 : 0;
    }
  };

  return {
    database,
    world,
    office,
    company,
    realm,
    settle,
    async jump(ms: number): Promise<void> {
      offset += ms;
      writeFileSync(clockFile, `${offset}`);
      await pause(pollMs);
      await settle();
    },
    /** Runs this, and counts metered reads and the calls to Pipedrive. */
    async counted(run: () => Promise<void>) {
      await settle();
      const quickbooks = (await quickbooksCalls(0)).at(-1)?.n ?? 0;
      const pipedrive = (await pipedriveCalls(0)).at(-1)?.n ?? 0;
      await run();
      await settle();
      const reads = (await quickbooksCalls(quickbooks)).filter(isRead);
      const calls = await pipedriveCalls(pipedrive);
      return {
        reads: reads.length,
        writes: calls.filter(({ method }) => method === 'PATCH').length,
        pipedriveReads: calls.filter(({ method }) => method === 'GET').length,
      };
    },
  };
};

const turnsAtWork = (database: string, { id }: Company, now: number): number => {
  const client = new Database(database, { readonly: true });
  try {
    const statement = client.prepare(
      'select count(*) from turns where company_id = ? and (lease_until is not null or due_at <= ?)',
    );
    return statement.pluck().get(id, now) as number;
  } finally {
    client.close();
  }
};

type Measured = Awaited<ReturnType<typeof openMeasured>>;

type InvoiceInQuickbooks = { Id: string; TotalAmt: number; Balance: number };

const contentsOf = (office: Office, { realmId }: Realm) =>
  office.quickbooks.get<{
    invoices: InvoiceInQuickbooks[];
    customers: { Id: string; Active: boolean }[];
  }>(`realms/${realmId}/contents`);

const newDeals = async (world: World, office: Office, company: Company): Promise<number[]> => {
  const ids: number[] = [company.deals.withProducts];
  const { org_id } = await office.pipedrive.post<{ org_id: number }>(
    `deals/${company.deals.withProducts}`,
    { companyId: company.id },
  );
  while (ids.length < deals) {
    const response = await fetch(`${world.pipedriveUrl}/host/things`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        userId: company.salesLead,
        type: 'deal',
        values: { title: 'Measured deal' },
      }),
    });
    const { id } = (await response.json()) as { id: number };
    await office.pipedrive.post(`deals/${id}`, { companyId: company.id, org_id });
    ids.push(id);
  }
  return ids;
};

/** Mirrors 1,000 invoices of one customer and links them to five deals; returns their ids. */
const linkInvoices = async ({
  database,
  world,
  office,
  company,
  realm,
  settle,
}: Measured): Promise<string[]> => {
  const customerId = (await contentsOf(office, realm)).customers.find(({ Active }) => Active)?.Id;
  const seed = { count: linked, customerId };
  await office.quickbooks.post(`realms/${realm.realmId}/invoices`, seed);
  const context = { of: 'deal', id: company.deals.withProducts };
  const call = (action: string, input: object) =>
    office.call(company, company.salesLead, action, { context, ...input });
  await call('customers/change', { customerId });
  // Up to 1,000 invoices each, and the company has some more.
  for (let page = 0; page < 2; page += 1) {
    await call('invoice-list/load', { period: { kind: 'all' } });
  }
  for (const name of ['amountDue', 'status', 'dueDate']) {
    await office.call(company, company.salesLead, 'pipedrive-fields/choose', {
      of: 'deal',
      name,
      choice: { kind: 'create' },
    });
  }
  await settle();
  const dealIds = await newDeals(world, office, company);
  const client = new Database(database);
  try {
    const ids = client
      .prepare('select invoice_id from invoices where company_id = ? order by invoice_id limit ?')
      .pluck()
      .all(company.id, linked) as string[];
    if (ids.length < linked) throw new Error(`Only ${ids.length} invoices are mirrored`);
    const insert = client.prepare(
      `insert into deal_invoices (company_id, realm_id, deal_id, invoice_id, how, linked_by_id, linked_at)
       values (?, ?, ?, ?, 'linked', ?, ?)`,
    );
    client.transaction(() => {
      for (const [index, id] of ids.entries())
        insert.run(
          company.id,
          realm.realmId,
          dealIds[index % deals],
          id,
          company.salesLead,
          Date.now(),
        );
    })();
    return ids;
  } finally {
    client.close();
  }
};

/** Pays a part of ten invoices as the accountant. */
const changeSome = async ({ office, realm }: Measured, invoiceIds: string[], amount: string) => {
  for (const invoiceId of invoiceIds) {
    await office.quickbooks.post(`realms/${realm.realmId}/payments`, { invoiceId, amount });
  }
};

const measure = async (measured: Measured): Promise<Figure[]> => {
  const { world, office, realm, settle, jump, counted } = measured;
  const invoiceIds = await linkInvoices(measured);
  const idle = async (of: number) => {
    for (let ms = 0; ms < of; ms += interval) await jump(interval);
  };
  // The first reading, with the payments that lists leave out, and the first update of the deals.
  await idle(4 * interval);
  await idle(day);
  // The daily reconciliation is due now.
  await idle(2 * interval);

  const linkedIds = new Set(invoiceIds);
  const open = (await contentsOf(office, realm)).invoices
    // Earlier payments would be read once, because lists mirror invoices without them.
    .filter(({ Id, TotalAmt, Balance }) => linkedIds.has(Id) && TotalAmt === Balance && Balance > 2)
    .map(({ Id }) => Id);
  // Two of each deal; the position of an invoice decides its deal.
  const some = Array.from({ length: deals }, (_, deal) =>
    open.filter((id) => invoiceIds.indexOf(id) % deals === deal).slice(0, changed / deals),
  ).flat();
  const byFeed = await counted(async () => {
    await changeSome(measured, some, '1.00');
    await jump(interval);
    // A burst of changes ends after some seconds.
    await jump(10_000);
  });
  const aDay = await counted(() => idle(day));

  await office.quickbooks.post('webhooks', {
    url: `${world.appUrl}/webhooks/quickbooks`,
    delayMs: 50,
  });
  await settle();
  const byEvents = await counted(async () => {
    await changeSome(measured, some, '1.00');
    await pause(1_000);
    await settle();
    await jump(10_000);
  });
  // A quiet company is one without changes for an hour.
  await idle(180 * minute);
  const aQuietDay = await counted(() => idle(day));

  return [
    atMost(
      'reads: change feed, 10 of 1,000 linked invoices changed (naive: 1,000)',
      byFeed.reads,
      1,
    ),
    atMost('reads: events, of each changed invoice or payment', byEvents.reads / (2 * changed), 1),
    atMost('reads a day: idle, 1,000 linked invoices, without webhooks', aDay.reads, 100),
    atMost('reads a day: idle, 1,000 linked invoices, with webhooks', aQuietDay.reads, 2),
    atMost(
      'writes to Pipedrive: of each dirty deal and burst, by the feed',
      byFeed.writes / deals,
      1,
    ),
    atMost(
      'writes to Pipedrive: of each dirty deal and burst, by events',
      byEvents.writes / deals,
      1,
    ),
    atMost(
      'reads from Pipedrive to update deals',
      byFeed.pipedriveReads + byEvents.pipedriveReads,
      0,
    ),
  ];
};

/** Counts metered reads and updates of deals in the emulators' journals, in a server's days. */
export const measureMeteredReads = async (): Promise<Figure[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'dealbill-bench-'));
  try {
    const measured = await openMeasured(folder);
    try {
      return await measure(measured);
    } finally {
      await measured.world.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
