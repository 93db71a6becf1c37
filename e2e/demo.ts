import { existsSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { readableLine } from './demo-text.ts';
import { deals, users } from './emulators/story.ts';
import { isFree } from './world/free-port.ts';
import { installApp } from './world/install-app.ts';
import { anyPorts, type Ports, startWorld } from './world/world.ts';

const { values } = parseArgs({
  options: {
    fresh: { type: 'boolean', default: false },
    dev: { type: 'boolean', default: false },
  },
});

if (process.env.DATABASE_URL) {
  console.error(
    'The demo keeps its data in a file under .demo and would write it into the database of DATABASE_URL: unset DATABASE_URL, or use pnpm start for PostgreSQL.',
  );
  process.exit(1);
}

const usual: Ports = { pipedrive: 4610, quickbooks: 4611, app: 4612 };
const folder = join(import.meta.dirname, '../.demo');

/** The stored data contains URLs with port numbers, so other ports need another folder. */
const chooseFolder = async (): Promise<{ ports: Ports; folder: string; ours: boolean }> => {
  const free = await Promise.all(Object.values(usual).map(isFree));
  if (free.every(Boolean)) return { ports: usual, folder, ours: true };
  const taken = Object.values(usual).filter((_, index) => !free[index]);
  const are = taken.length === 1 ? 'Port %s is' : 'Ports %s are';
  console.log(`${are} taken; perhaps another demo runs.`, taken.join(', '));
  console.log('This one takes free ports and begins from scratch.');
  return { ports: await anyPorts(), folder: join(folder, `beside-${process.pid}`), ours: false };
};

const { ports, folder: data, ours } = await chooseFolder();
if (values.fresh && ours) rmSync(folder, { recursive: true, force: true });
const returning = existsSync(join(data, 'dealbill.sqlite'));

const world = await startWorld({
  folder: data,
  ports,
  persistEmulators: true,
  webhooks: true,
  dev: values.dev,
  onLine: (name, line) => {
    const text = readableLine(name, line);
    if (text) console.log(text);
  },
});

let stopping = false;
const stop = async (code: number) => {
  if (stopping) return;
  stopping = true;
  await world.stop();
  if (!ours) rmSync(data, { recursive: true, force: true });
  process.exit(code);
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => {
    console.log('\nStopping.');
    void stop(0);
  });
}
void world.broken.then((reason) => {
  if (!stopping) console.error(`\n${reason}. Stopping the other processes.`);
  void stop(1);
});

if (!returning) await installApp(world.appUrl, users.salesLead.id);

console.log(`
Dealbill ${values.dev ? 'with hot reload' : 'demo'}${returning ? ', where you left it' : ''}

  Open       ${world.pipedriveUrl}/deal/${deals.withProducts.id}

  Pipedrive  ${world.pipedriveUrl}  emulator: deals, users, settings
  QuickBooks ${world.quickbooksUrl}  emulator: consent, books, an accountant's pages
  Dealbill   ${world.appUrl}  the real server
  Data       ${relative(process.cwd(), data) || '.'}${ours ? ', forgotten with --fresh' : ', forgotten at the end'}

Ctrl-C stops everything.
`);
