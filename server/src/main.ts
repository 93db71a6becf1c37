import { buildApp } from './app.ts';
import { startBackground } from './background.ts';
import { readSettings, type Settings } from './config.ts';
import { openDoors } from './doors.ts';
import { makeLogger } from './logger.ts';

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

const stop = async () => {
  await app.close();
  await background.stop();
  doors.db.$client.close();
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());

await app.listen({ port: settings.port, host: settings.host });
log.info({ url: settings.publicUrl }, 'Dealbill is ready');
