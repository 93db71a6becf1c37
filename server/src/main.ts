import closeWithGrace from 'close-with-grace';
import { buildApp } from './app.ts';
import { readSettings } from './config.ts';
import { checkDatabase, openForServer } from './db/open-for-server.ts';
import { backgroundJobs, makeDependencies } from './dependencies.ts';
import { makeLogger } from './diagnostics/logger.ts';
import { listen } from './http/listen.ts';
import { checkPanel } from './http/static-panel.ts';
import { startScheduler } from './scheduler/scheduler.ts';
import { lastStepMs, shutDown } from './shut-down.ts';
import { StartProblem } from './start-problem.ts';
import { readAfterDowntime } from './sync/restore-interval.ts';

/**
 * Runs one step of the start. On failure prints the sentence of a StartProblem, or the error, and
 * exits with 1.
 */
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
  if (read.servePanel) checkPanel();
  checkDatabase(read);
  return read;
});

const log = makeLogger(settings.logLevel);
const { db, lock } = await orExit(() => openForServer(settings));
const dependencies = makeDependencies(settings, log, { db });
// Only one server can run on SQLite, so all leases found here belong to a dead process.
if (settings.databaseUrl === null) await orExit(() => dependencies.permits.freeAll());
if (await orExit(() => readAfterDowntime(dependencies)))
  log.info({}, 'no server ran for a while; changes of all companies are read');
const app = await buildApp(dependencies, log);
const background = startScheduler(dependencies, backgroundJobs, {
  alone: settings.databaseUrl === null,
});

// Exits with 0 after a signal, with 1 after an uncaught error, and at once after a second signal.
const logger = { error: (problem: unknown) => log.error({}, String(problem)) };
const delay = settings.shutdownGraceMs + 4 * lastStepMs;
closeWithGrace({ delay, logger }, async ({ signal, err }) => {
  if (err) log.error({ name: err.name, stack: err.stack }, 'uncaught error');
  else log.info({ signal }, 'shutting down');
  await shutDown({ app, background, dependencies, lock, log }, settings.shutdownGraceMs);
});

await orExit(() => listen(app, settings));
log.info({ url: settings.publicUrl }, 'Dealbill is ready');
