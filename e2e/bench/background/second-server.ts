import { join } from 'node:path';
import { appEnvironment } from '../../world/app-environment.ts';
import { type Child, startUntil } from '../../world/child-process.ts';
import { freePorts } from '../../world/free-port.ts';
import type { World } from '../../world/world.ts';

const script = join(import.meta.dirname, '../../../server/src/main.ts');

/** Starts another process of the app on the database of a world, on a separate port. */
export const startSecondServer = async (
  world: World,
  folder: string,
  databaseUrl: string,
  serverEnv: Record<string, string>,
): Promise<Child> => {
  const [serverPort = 0] = await freePorts(1);
  const env = { ...appEnvironment({ ...world, folder, serverPort, databaseUrl }), ...serverEnv };
  const args = [script];
  return (await startUntil({ name: 'second app', args, env }, /Dealbill is ready/)).child;
};
