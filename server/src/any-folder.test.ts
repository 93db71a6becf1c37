import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, inject, test } from 'vitest';
import { testEnvironment } from './testing/test-settings.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** Copies the files a server needs to a new folder; packages stay where they are. */
const copyServer = (to: string): string => {
  for (const part of ['server/src', 'server/package.json', 'drizzle']) {
    cpSync(join(repository, part), join(to, part), { recursive: true });
  }
  symlinkSync(join(repository, 'server/node_modules'), join(to, 'server/node_modules'));
  mkdirSync(join(to, 'web/dist'), { recursive: true });
  writeFileSync(join(to, 'web/dist/index.html'), '<title>The panel</title>');
  return join(to, 'server/src/main.ts');
};

test('a server starts in a folder whose path contains a space, # and %', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'any folder #1 100%25 '));
  const main = copyServer(folder);
  const env = testEnvironment(
    { quickbooksUrl: inject('quickbooksUrl'), pipedriveUrl: inject('pipedriveUrl') },
    { PORT: '0', DATABASE_FILE: join(folder, 'dealbill.sqlite') },
  );
  const server = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(server, 'exit');
  try {
    const url = await new Promise<string>((resolve, reject) => {
      void ended.then(([code]) => reject(new Error(`The server exited with ${code}`)));
      createInterface({ input: server.stdout }).on('line', (line) => {
        const listening = /Server listening at (http:[^"]+)/.exec(line)?.[1];
        if (listening) resolve(listening);
      });
    });
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${url}/panel`)).text()).toBe('<title>The panel</title>');
  } finally {
    server.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true });
  }
  // Starting a server takes long on a busy machine.
}, 120_000);
