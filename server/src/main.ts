import { buildApp } from './app.ts';
import { startBackground } from './background.ts';
import { readSettings, type Settings } from './config.ts';
import { openDoors } from './doors.ts';
import { makeLogger } from './logger.ts';
import { shutDown } from './shut-down.ts';

const settingsOrExit = (): Settings => {
  try {
    return readSettings();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
};

const settings = settingsOrExit();
const log = makeLogger(settings.logLevel);
const doors = openDoors(settings, log);
const app = await buildApp(doors, log);
const background = startBackground(doors);

const graceMs = 3_000;

const stop = async () => {
  await shutDown({ app, background, db: doors.db, log }, graceMs);
  // Sockets to a vendor that keeps silent would hold the process; the log has this long to be written.
  setTimeout(() => process.exit(), 500).unref();
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());

await app.listen({ port: settings.port, host: settings.host });
log.info({ url: settings.publicUrl }, 'Dealbill is ready');
