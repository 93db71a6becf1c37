import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { startUntil } from '../world/child-process.ts';
import { type Company, type Office, openOffice } from '../world/office.ts';
import { startPostgres } from '../world/start-postgres.ts';
import { anyPorts, startWorld, type World } from '../world/world.ts';
import type { About } from './bare-rows.ts';
import { untilReadCompletely } from './first-reading.ts';
import { addDeal, dealValue, seedInvoices } from './measured-deals.ts';
import { type ListRequest, responseTo } from './requests-per-second.ts';

/** The running processes that are measured: emulators, app and bare server. */
export type Stage = {
  world: World;
  office: Office;
  company: Company;
  bareUrl: string;
  /** A deal that was opened before, so the app has cached its deal check. */
  knownDealId: number;
  /** A deal with the same invoices whose deal check is not cached. */
  addDeal(): Promise<number>;
  /** The same request to the app and to the bare route, whose responses are the same bytes. */
  requests: { real: ListRequest; bare: ListRequest };
  invoiceNumbers: string[];
  close(): Promise<void>;
};

type ListResponse = Pick<About, 'company' | 'customer' | 'today' | 'dayEndsAt'> & {
  offers: { from: string | null };
  invoices: { number: string }[];
};

const tokenForAnHour = async (office: Office, company: Company): Promise<string> => {
  const claims = { companyId: company.id, userId: company.salesLead, expiresIn: 3600 };
  return (await office.pipedrive.post<{ token: string }>('signed-token', claims)).token;
};

/** Throws when the bare server's response differs from the app's, since they would not compare. */
const mustAnswerAlike = async ({ real, bare }: Stage['requests']): Promise<void> => {
  const [expected, actual] = [await responseTo(real), await responseTo(bare)];
  if (expected !== actual) throw new Error(`Responses differ:\n${expected}\n${actual}`);
};

const fill = async (
  { folder, pages, postgresUrl }: { folder: string; pages: string; postgresUrl: string | null },
  closers: (() => Promise<void>)[],
) => {
  const database = postgresUrl ?? join(folder, 'dealbill.sqlite');
  const world = await startWorld({
    folder,
    ports: await anyPorts(),
    persistEmulators: false,
    postgres: postgresUrl === null ? null : { url: postgresUrl, processes: 1 },
    serverEnv: { RATE_LIMIT_PER_MINUTE: '100000000' },
  });
  closers.push(world.stop);
  const office = openOffice(world);
  const company = await office.newCompany();
  const realm = await office.newRealm('us');
  await office.install(company.salesLead);
  await office.connect(company, company.salesLead, realm);
  await untilReadCompletely(office, company);
  await seedInvoices(office, company, realm);

  const dealId = await addDeal(world.pipedriveUrl, database, office, company);
  const token = await tokenForAnHour(office, company);
  const real = { url: `${world.appUrl}/api/invoices/list`, token, dealId };
  const list: ListResponse = JSON.parse(await responseTo(real));
  const about: About = {
    companyId: company.id,
    realmId: realm.realmId,
    company: list.company,
    customer: list.customer,
    today: list.today,
    dayEndsAt: list.dayEndsAt,
    offersFrom: list.offers.from,
    webUrl: `${world.quickbooksUrl}/app`,
    value: dealValue,
  };
  const script = join(import.meta.dirname, 'bare-server.ts');
  const options = ['--pages', pages, '--database', database, '--about', JSON.stringify(about)];
  const bare = await startUntil({ name: 'bare', args: [script, ...options] }, /^listening (\S+)/);
  closers.push(bare.child.stop);
  const requests = { real, bare: { url: `${bare.found}/rows`, token, dealId } };
  await mustAnswerAlike(requests);
  return {
    world,
    office,
    company,
    bareUrl: bare.found,
    knownDealId: dealId,
    addDeal: () => addDeal(world.pipedriveUrl, database, office, company),
    requests,
    invoiceNumbers: list.invoices.map(({ number }) => number),
  };
};

/** Builds and starts everything in a temporary folder, which is deleted on close. */
export const setStage = async (on: 'sqlite' | 'postgres' = 'sqlite'): Promise<Stage> => {
  const folder = mkdtempSync(join(tmpdir(), 'dealbill-bench-'));
  const pages = join(folder, 'pages');
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const stop of closers.splice(0).reverse()) await stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    for (const name of ['bare-page', 'bare-list', 'bare-form'] as const) {
      await buildBarePage(name, join(pages, name));
    }
    let postgresUrl: string | null = null;
    if (on === 'postgres') {
      const cluster = await startPostgres();
      closers.push(cluster.stop);
      postgresUrl = cluster.url;
    }
    return { ...(await fill({ folder, pages, postgresUrl }, closers)), close };
  } catch (error) {
    await close();
    throw error;
  }
};

/** Builds a bare page into `folder` with the panel's Vite version and build settings. */
const buildBarePage = async (
  name: 'bare-page' | 'bare-list' | 'bare-form',
  folder: string,
): Promise<void> => {
  await build({
    configFile: false,
    root: join(import.meta.dirname, name),
    logLevel: 'error',
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2023',
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
    },
  });
};
