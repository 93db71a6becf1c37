import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { startUntil } from '../world/child-process.ts';
import { type Company, type Office, openOffice } from '../world/office.ts';
import { startPostgres } from '../world/start-postgres.ts';
import { anyPorts, startWorld, type World } from '../world/world.ts';
import type { About } from './bare-rows.ts';
import { addDeal, dealValue, seedInvoices } from './measured-deals.ts';
import { answerTo, type Question } from './requests-per-second.ts';

/** The running processes that are measured: emulators, app and bare server. */
export type Stage = {
  world: World;
  office: Office;
  company: Company;
  bareUrl: string;
  /** A deal that was opened before, so the app has cached its deal check. */
  knownDeal: number;
  /** A deal with the same invoices whose deal check is not cached. */
  addDeal(): Promise<number>;
  /** The same question to the app and to the bare route; their answers are the same bytes. */
  questions: { real: Question; bare: Question };
  invoiceNumbers: string[];
  close(): Promise<void>;
};

type Shown = Pick<About, 'company' | 'customer' | 'today'> & { invoices: { number: string }[] };

const tokenForAnHour = async (office: Office, company: Company): Promise<string> => {
  const asked = { companyId: company.id, userId: company.salesLead, expiresIn: 3600 };
  return (await office.pipedrive.post<{ token: string }>('signed-token', asked)).token;
};

/** Throws when the bare server's response differs from the app's, since they would not compare. */
const mustAnswerAlike = async ({ real, bare }: Stage['questions']): Promise<void> => {
  const [ours, theirs] = [await answerTo(real), await answerTo(bare)];
  if (ours !== theirs) throw new Error(`Other bytes:\n${ours}\n${theirs}`);
};

const fill = async (
  { folder, pages, postgresUrl }: { folder: string; pages: string; postgresUrl: string | null },
  closers: (() => Promise<void>)[],
) => {
  const database = postgresUrl ?? join(folder, 'dealbill.sqlite');
  const world = await startWorld({
    folder,
    ports: await anyPorts(),
    emulatorsRemember: false,
    postgres: postgresUrl === null ? null : { url: postgresUrl, processes: 1 },
    serverEnv: { RATE_LIMIT_PER_MINUTE: '100000000' },
  });
  closers.push(world.stop);
  const office = openOffice(world);
  const company = await office.newCompany();
  const realm = await office.newRealm('us');
  await office.install(company.salesLead);
  await office.connect(company, company.salesLead, realm);
  await seedInvoices(office, company, realm);

  const dealId = await addDeal(world.pipedriveUrl, database, office, company);
  const token = await tokenForAnHour(office, company);
  const real = { url: `${world.appUrl}/api/invoices/list`, token, dealId };
  const shown: Shown = JSON.parse(await answerTo(real));
  const about: About = {
    companyId: company.id,
    realmId: realm.realmId,
    company: shown.company,
    customer: shown.customer,
    today: shown.today,
    webUrl: `${world.quickbooksUrl}/app`,
    value: dealValue,
  };
  const script = join(import.meta.dirname, 'bare-server.ts');
  const options = ['--pages', pages, '--database', database, '--about', JSON.stringify(about)];
  const bare = await startUntil({ name: 'bare', args: [script, ...options] }, /^listening (\S+)/);
  closers.push(bare.child.stop);
  const questions = { real, bare: { url: `${bare.found}/rows`, token, dealId } };
  await mustAnswerAlike(questions);
  return {
    world,
    office,
    company,
    bareUrl: bare.found,
    knownDeal: dealId,
    addDeal: () => addDeal(world.pipedriveUrl, database, office, company),
    questions,
    invoiceNumbers: shown.invoices.map(({ number }) => number),
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
    for (const name of ['bare-page', 'bare-list'] as const) {
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

/** Builds a bare page into `folder` with the Vite and the settings that build the panel. */
const buildBarePage = async (name: 'bare-page' | 'bare-list', folder: string): Promise<void> => {
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
