import { buildApp } from './app.ts';
import { backgroundJobs } from './background-jobs.ts';
import { readSettings } from './config.ts';
import { checkDatabase, openForServer } from './db/open-for-server.ts';
import { openDoors } from './doors.ts';
import { listen } from './http/listen.ts';
import { makeLogger } from './logger.ts';
import { startScheduler } from './scheduler/scheduler.ts';
import { shutDown } from './shut-down.ts';
import { StartProblem } from './start-problem.ts';

/** Runs a step of the start; a problem that the person can solve is told in its sentence. */
const orExit = async <T>(step: () => T | Promise<T>): Promise<T> => {
  try {
    return await step();
  } catch (error) {
    console.error(error instanceof StartProblem ? error.message : error);
    process.exit(1);
  }
};

const settings = await orExit(() => {
  const read = readSettings();
  checkDatabase(read);
  return read;
});
// `pnpm start` asks before it builds.
if (process.argv.includes('--check')) process.exit(0);

const log = makeLogger(settings.logLevel);
const { db, lock } = await orExit(() => openForServer(settings));
const doors = openDoors(settings, log, { db });
// Here the lock proves that whoever had leased permits is gone.
if (settings.databaseUrl === null) await orExit(() => doors.permits.freeAll());
const app = await buildApp(doors, log);
const background = startScheduler(doors, backgroundJobs, { alone: settings.databaseUrl === null });

const graceMs = 3_000;

const stop = async () => {
  await shutDown({ app, background, doors, lock, log }, graceMs);
  // Sockets to a vendor that keeps silent would hold the process; the log has this long to be written.
  setTimeout(() => process.exit(), 500).unref();
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());

await orExit(() => listen(app, settings));
log.info({ url: settings.publicUrl }, 'Dealbill is ready');
