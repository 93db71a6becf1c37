import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

test('prints one line when ready and saves its data when stopped', async () => {
  const dataFile = join(tmpdir(), `pipedrive-emulator-${randomUUID()}.json`);
  const main = fileURLToPath(new URL('./main.ts', import.meta.url));
  const appUrl = 'http://127.0.0.1:4321';
  const args = [main, '--port', '0', '--data', dataFile, '--app-url', appUrl];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (text) => {
    said += text;
  });
  await expect
    .poll(() => said, { timeout: 10_000 })
    .toMatch(/^listening http:\/\/localhost:\d+\n$/);
  const url = said.trim().split(' ')[1];
  const registered = await fetch(`${url}/control/app`);
  expect(await registered.json()).toMatchObject({
    clientId: 'demo-pipedrive-client',
    callbackUrl: `${appUrl}/oauth/pipedrive/callback`,
    panelUrl: `${appUrl}/panel`,
    modalUrl: `${appUrl}/modal`,
    settingsUrl: `${appUrl}/settings`,
    installUrl: `${appUrl}/oauth/pipedrive/start`,
  });
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  expect(JSON.parse(readFileSync(dataFile, 'utf8'))).toMatchObject({ companies: [{}, {}] });
  rmSync(dataFile);
});
