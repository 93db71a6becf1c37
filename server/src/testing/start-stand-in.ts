import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export type StandInName = 'quickbooks' | 'pipedrive';

export type RunningStandIn = { url: string; stop(): Promise<void> };

const main = (name: StandInName) =>
  fileURLToPath(new URL(`../../../e2e/stand-ins/${name}/main.ts`, import.meta.url));

/** Starts a stand-in as a process of its own on a free port, reached over HTTP only. */
export const startStandIn = async (
  name: StandInName,
  flags: string[] = [],
): Promise<RunningStandIn> => {
  const child = spawn(process.execPath, [main(name), '--port', '0', ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`Stand-in ${name} stopped with ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const told = /^listening (\S+)$/.exec(line)?.[1];
      if (told) resolve(told);
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
