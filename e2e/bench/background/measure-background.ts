import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { atMost as atOnce } from '../../soak/at-most.ts';
import { type Company, type Office, openOffice } from '../../world/office.ts';
import { startPostgres } from '../../world/start-postgres.ts';
import { anyPorts, startWorld, type World } from '../../world/world.ts';
import { atLeast, atMost, type Figure, median, percentile } from '../figure.ts';
import { watchArrivals } from './arrivals.ts';
import { type Backlog, type OwedNote, postgresBacklog, sqliteBacklog } from './owed-notes.ts';
import { startSecondServer } from './second-server.ts';

const companies = 200;
const owedByOne = 10_000;
/** Initial backlog: at least `owedByOne` operations must be left after the samples. */
const owedAtFirst = 40_000;
const samples = 2_000;
/** Above this, other load on the machine delays the samples, and the ratio is meaningless. */
const mostIdleMs = 500;
/** Interval between two samples; the server is busy for about half of it. */
const spacingMs = 50;
const leaseMs = 15_000;

const serverEnv = {
  RATE_LIMIT_PER_MINUTE: '1000000',
  RESOLVE_EVERY_MS: '10',
  TURN_LEASE_MS: `${leaseMs}`,
  // Few, so that the throughput of one process is limited by waiting for responses.
  TURNS_AT_ONCE: '5',
};

const installMany = async (office: Office): Promise<Company[]> => {
  const turns = atOnce(8);
  return Promise.all(
    Array.from({ length: companies }, () =>
      turns.run(async () => {
        const company = await office.newCompany();
        await office.install(company.salesLead);
        return company;
      }),
    ),
  );
};

/**
 * Adds notes of other companies that become due one after the other. Returns how many milliseconds
 * after its due time Pipedrive received each.
 */
const startsOf = async (
  run: string,
  { others, backlog, arrivals }: Measured,
): Promise<number[]> => {
  const begin = Date.now() + 2_000;
  const notes = Array.from({ length: samples }, (_, index): OwedNote => {
    const company = others[index % others.length] as Company;
    return { company, text: `${run} ${index}`, at: begin + index * spacingMs };
  });
  await backlog.owe(notes);
  const dueTimes = new Map(notes.map(({ text, at }) => [text, at]));
  const all = await arrivals.until(
    (arrived) => arrived.filter(({ text }) => dueTimes.has(text)).length >= samples,
    2_000 + samples * spacingMs + 120_000,
  );
  return all.flatMap(({ text, at }) => {
    const due = dueTimes.get(text);
    return due === undefined ? [] : [at - due];
  });
};

type Measured = {
  world: World;
  owing: Company;
  others: Company[];
  backlog: Backlog;
  arrivals: ReturnType<typeof watchArrivals>;
  database: string;
  /** Kills a working process, and restarts it if it is the only one. */
  kill(): Promise<void>;
};

/**
 * Delay of other companies' background writes while one company has 10,000 due operations or more,
 * relative to an idle server.
 */
const measureStarts = async (measured: Measured): Promise<Figure[]> => {
  const { owing, backlog, arrivals, database } = measured;
  const idle = await startsOf('idle', measured);
  if (median(idle) > mostIdleMs) {
    throw new Error(`Not idle: half of the writes started after ${median(idle)} ms or later`);
  }
  const at = Date.now() - 3_600_000;
  await backlog.owe(
    Array.from({ length: owedAtFirst }, (_, index) => ({
      company: owing,
      text: `owed ${index}`,
      at,
    })),
  );
  const busy = await startsOf('busy', measured);
  const done = (await arrivals.all()).filter(({ companyId }) => companyId === owing.id).length;
  const owed = owedAtFirst - done;
  if (owed < owedByOne) throw new Error(`Only ${owed} due operations were left at the end`);
  const [slowIdle, slowBusy] = [percentile(idle, 99), percentile(busy, 99)];
  console.log(
    `${database}: background writes start after ${median(idle)} ms, 99 % within ${slowIdle} ms; ` +
      `beside ${owedAtFirst} to ${owed} owed after ${median(busy)} ms, 99 % within ${slowBusy} ms`,
  );
  const name = `start of a background write beside 10,000 owed / idle, ${database}`;
  return [atMost(name, slowBusy / slowIdle, 3)];
};

const working = 10;

/** Kills the working server, and waits until the work of each of its companies continues. */
const measureKill = async ({
  database,
  kill,
  others,
  backlog,
  arrivals,
}: Measured): Promise<Figure[]> => {
  const watched = others.slice(0, working);
  const notes = watched.flatMap((company) =>
    Array.from({ length: 200 }, (_, index) => ({ company, text: `kill ${index}`, at: Date.now() })),
  );
  const reached =
    (from: number) => (arrived: { companyId: number; text: string; at: number }[]) => {
      const late = arrived.filter(({ text, at }) => text.startsWith('kill ') && at > from);
      return watched.every(({ id }) => late.some(({ companyId }) => companyId === id));
    };
  await backlog.owe(notes);
  await arrivals.until(reached(0), 30_000);
  const killedAt = Date.now();
  await kill();
  const all = await arrivals.until(reached(killedAt), 60_000);
  const waits = watched.map(({ id }) => {
    const next = all.find(({ companyId, text, at }) => {
      return companyId === id && text.startsWith('kill ') && at > killedAt;
    });
    return (next?.at ?? Infinity) - killedAt;
  });
  return [
    atMost(`continuing after a SIGKILL / lease, ${database}`, Math.max(...waits) / leaseMs, 1),
  ];
};

/** Response time of Pipedrive for the throughput, so that most of a turn is waiting. */
const latencyMs = 250;
const throughputMs = 15_000;

/** Notes per second that arrive at Pipedrive while work is left for every company. */
const notesPerSecond = async (run: string, { others, backlog, arrivals }: Measured) => {
  const owed = others.flatMap((company) =>
    Array.from({ length: 4 }, (_, index) => ({
      company,
      text: `${run} ${index}`,
      at: Date.now(),
    })),
  );
  await backlog.owe(owed);
  const count = async () =>
    (await arrivals.all()).filter(({ text }) => text.startsWith(`${run} `)).length;
  await pause(3_000);
  const before = await count();
  await pause(throughputMs);
  const done = (await count()) - before;
  if ((await count()) >= owed.length) throw new Error('No notes were left at the end');
  await arrivals.until(
    (all) => all.filter(({ text }) => text.startsWith(`${run} `)).length >= owed.length,
    300_000,
  );
  return done / (throughputMs / 1000);
};

/** Background work of 200 companies in one process on SQLite. */
export const measureBackground = (): Promise<Figure[]> =>
  inOffice('SQLite', {}, async (measured, folder) => {
    const backlog = sqliteBacklog(join(folder, 'dealbill.sqlite'));
    try {
      const all = { ...measured, backlog };
      return [...(await measureStarts(all)), ...(await measureKill(all))];
    } finally {
      await backlog.close();
    }
  });

/** Background work in two processes on PostgreSQL, and their throughput relative to one process. */
export const measureBackgroundOnPostgres = async (): Promise<Figure[]> => {
  const cluster = await startPostgres();
  const env = { DATABASE_FILE: '', DATABASE_URL: cluster.url };
  try {
    return await inOffice('PostgreSQL', env, async (measured, folder, office) => {
      const backlog = await postgresBacklog(cluster.url);
      const all = { ...measured, backlog };
      try {
        await office.pipedrive.post('latency', { ms: latencyMs });
        const one = await notesPerSecond('one', all);
        const second = await startSecondServer(all.world, folder, cluster.url, serverEnv);
        const two = await notesPerSecond('two', all);
        await office.pipedrive.post('latency', { ms: 0 });
        console.log(`${one} notes a second by one process, ${two} by two`);
        const figures = [
          atLeast('background work of two processes / of one', two / one, 1.6),
          ...(await measureStarts(all)),
        ];
        const kill = () => second.kill();
        return [...figures, ...(await measureKill({ ...all, kill }))];
      } finally {
        await backlog.close();
      }
    });
  } finally {
    await cluster.stop();
  }
};

const inOffice = async (
  database: string,
  env: Record<string, string>,
  measure: (
    measured: Omit<Measured, 'backlog'>,
    folder: string,
    office: Office,
  ) => Promise<Figure[]>,
): Promise<Figure[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'dealbill-bench-'));
  const ports = await anyPorts();
  const world = await startWorld({
    folder,
    ports,
    persistEmulators: false,
    serverEnv: { ...serverEnv, ...env },
  });
  try {
    const office = openOffice(world);
    await office.pipedrive.post('settings', { burstLimit: 1_000_000, dailyBudget: 1_000_000_000 });
    const [owing, ...others] = await installMany(office);
    if (!owing) throw new Error('No companies');
    const kill = () => world.crashServer();
    const arrivals = watchArrivals(office);
    return await measure({ world, database, owing, others, arrivals, kill }, folder, office);
  } finally {
    await world.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};
