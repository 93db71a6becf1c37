import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export type EmulatorName = 'quickbooks' | 'pipedrive';

export type RunningEmulator = { url: string; stop(): Promise<void> };

const main = (name: EmulatorName) =>
  fileURLToPath(new URL(`../../../e2e/emulators/${name}/main.ts`, import.meta.url));

/** Starts an emulator in its own process on a free port, reached over HTTP only. */
export const startEmulator = async (
  name: EmulatorName,
  flags: string[] = [],
): Promise<RunningEmulator> => {
  const child = spawn(process.execPath, [main(name), '--port', '0', ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`Emulator ${name} stopped with ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const listeningUrl = /^listening (\S+)$/.exec(line)?.[1];
      if (listeningUrl) resolve(listeningUrl);
    });
  });
  return {
    url,
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
};
