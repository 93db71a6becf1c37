import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { atMost as atOnce } from '../../soak/at-most.ts';
import { type Company, type Office, openOffice } from '../../world/office.ts';
import { anyPorts, startWorld, type World } from '../../world/world.ts';
import { atMost, type Figure, percentile } from '../figure.ts';
import { watchArrivals } from './arrivals.ts';
import { type Backlog, type OwedNote, sqliteBacklog } from './owed-notes.ts';

const companies = 200;
const owedByOne = 10_000;
const samples = 2_000;
/** Between two samples: the server is busy for about half of it. */
const spacingMs = 50;
const leaseMs = 15_000;

const serverEnv = {
  RATE_LIMIT_PER_MINUTE: '1000000',
  SETTLE_EVERY_MS: '10',
  TURN_LEASE_MS: `${leaseMs}`,
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
 * Notes of other companies that become due one after the other. How long after that Pipedrive received each,
 * in milliseconds.
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
  const isOurs = new Map(notes.map(({ text, at }) => [text, at]));
  await pause(2_000 + samples * spacingMs);
  const all = await arrivals.until(
    (arrived) => arrived.filter(({ text }) => isOurs.has(text)).length >= samples,
    120_000,
  );
  return all.flatMap(({ text, at }) => {
    const due = isOurs.get(text);
    return due === undefined ? [] : [at - due];
  });
};

type Measured = {
  world: World;
  owing: Company;
  others: Company[];
  backlog: Backlog;
  arrivals: ReturnType<typeof watchArrivals>;
};

/** Every other company's first write while one company owes 10,000 operations, against an idle server. */
const measureStarts = async (measured: Measured): Promise<Figure[]> => {
  const { owing, backlog, arrivals } = measured;
  const idle = percentile(await startsOf('idle', measured), 99);
  const at = Date.now() - 3_600_000;
  await backlog.owe(
    Array.from({ length: owedByOne }, (_, index) => ({
      company: owing,
      text: `owed ${index}`,
      at,
    })),
  );
  const busy = percentile(await startsOf('busy', measured), 99);
  const owed = (await arrivals.all()).filter(({ companyId }) => companyId === owing.id).length;
  if (owed >= owedByOne) throw new Error('The company that owes much was done before the end');
  console.log(`background writes: 99th percentile ${idle} ms idle, ${busy} ms beside ${owedByOne}`);
  return [atMost('start of a background write beside 10,000 owed / idle', busy / idle, 3)];
};

const working = 10;

/** Kills the server at work, and waits until every company that it worked on goes on. */
const measureKill = async ({ world, others, backlog, arrivals }: Measured): Promise<Figure[]> => {
  const some = others.slice(0, working);
  const notes = some.flatMap((company) =>
    Array.from({ length: 200 }, (_, index) => ({ company, text: `kill ${index}`, at: Date.now() })),
  );
  const reached =
    (from: number) => (arrived: { companyId: number; text: string; at: number }[]) => {
      const late = arrived.filter(({ text, at }) => text.startsWith('kill ') && at > from);
      return some.every(({ id }) => late.some(({ companyId }) => companyId === id));
    };
  await backlog.owe(notes);
  await arrivals.until(reached(0), 30_000);
  const killedAt = Date.now();
  await world.crashServer();
  const all = await arrivals.until(reached(killedAt), 60_000);
  const waits = some.map(({ id }) => {
    const next = all.find(({ companyId, text, at }) => {
      return companyId === id && text.startsWith('kill ') && at > killedAt;
    });
    return (next?.at ?? Infinity) - killedAt;
  });
  return [
    atMost('continuing after a SIGKILL, with the restart / lease', Math.max(...waits) / leaseMs, 1),
  ];
};

/** Background work of 200 companies that is shared fairly, and survives a kill. */
export const measureBackground = async (): Promise<Figure[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'dealbill-bench-'));
  const ports = await anyPorts();
  const world = await startWorld({ folder, ports, standInsRemember: false, serverEnv });
  const backlog = sqliteBacklog(join(folder, 'dealbill.sqlite'));
  try {
    const office = openOffice(world);
    await office.pipedrive.post('settings', { burstLimit: 1_000_000, dailyBudget: 1_000_000_000 });
    const [owing, ...others] = await installMany(office);
    if (!owing) throw new Error('No companies');
    const measured = { world, owing, others, backlog, arrivals: watchArrivals(office) };
    return [...(await measureStarts(measured)), ...(await measureKill(measured))];
  } finally {
    await backlog.close();
    await world.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};
