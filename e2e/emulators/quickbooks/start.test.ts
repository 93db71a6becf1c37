import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { realms } from '../story.ts';
import { startQuickbooks } from './start.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quickbooks-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const json = { 'content-type': 'application/json' };

async function grant(url: string) {
  const body = JSON.stringify({ realmId: realms.uk.id });
  return (await fetch(`${url}/control/grants`, { method: 'POST', headers: json, body })).json();
}

async function customerNamed(url: string, token: string, name: string) {
  const query = new URLSearchParams({
    query: `select * from Customer where DisplayName = '${name}'`,
  });
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
  const answer = await fetch(`${url}/v3/company/${realms.uk.id}/query?${query}`, { headers });
  return (await answer.json()).QueryResponse?.Customer?.[0];
}

async function addCustomer(url: string, token: string, name: string) {
  const headers = { ...json, authorization: `Bearer ${token}`, accept: 'application/json' };
  const body = JSON.stringify({ DisplayName: name });
  const target = `${url}/v3/company/${realms.uk.id}/customer?requestid=keep-1`;
  return (await fetch(target, { method: 'POST', headers, body })).text();
}

test('listens on localhost and 127.0.0.1', async () => {
  const emulator = await startQuickbooks({ small: true });
  for (const host of ['localhost', '127.0.0.1']) {
    const url = emulator.url.replace('localhost', host);
    const document = await (await fetch(`${url}/.well-known/openid_configuration`)).json();
    expect(document.token_endpoint).toBe(`${url}/oauth2/v1/tokens/bearer`);
  }
  await emulator.close();
});

test('restores companies, tokens and request ids from the data file', async () => {
  const dataFile = join(folder, 'books.json');
  const first = await startQuickbooks({ dataFile, small: true });
  const { access_token: token } = await grant(first.url);
  const answer = await addCustomer(first.url, token, 'Kept Over Night');
  await first.close();

  const second = await startQuickbooks({ dataFile, small: true });
  expect(await customerNamed(second.url, token, 'Kept Over Night')).toMatchObject({ Active: true });
  expect(await addCustomer(second.url, token, 'Kept Over Night')).toBe(answer);
  await second.close();
});

test('starts with the seeded story without a data file', async () => {
  const first = await startQuickbooks({ small: true });
  const { access_token: token } = await grant(first.url);
  await addCustomer(first.url, token, 'Gone By Morning');
  await first.close();
  const second = await startQuickbooks({ small: true });
  const { access_token: fresh } = await grant(second.url);
  expect(await customerNamed(second.url, fresh, 'Gone By Morning')).toBeUndefined();
  await second.close();
});

test('prints one line as a process, and saves its data on SIGTERM', {
  timeout: 60_000,
}, async () => {
  const dataFile = join(folder, 'process.json');
  const run = async (work: (url: string) => Promise<void>) => {
    const child = spawn(
      process.execPath,
      [
        fileURLToPath(new URL('./main.ts', import.meta.url)),
        '--port',
        '0',
        '--small',
        '--data',
        dataFile,
      ],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const lines: string[] = [];
    const reader = createInterface({ input: child.stdout });
    reader.on('line', (line) => lines.push(line));
    await once(reader, 'line');
    const [line = ''] = lines;
    expect(line).toMatch(/^listening http:\/\/localhost:\d+$/);
    await work(line.replace('listening ', ''));
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    expect(lines).toHaveLength(1);
  };
  let token = '';
  await run(async (url) => {
    token = (await grant(url)).access_token;
    await addCustomer(url, token, 'Saved On The Way Out');
  });
  await run(async (url) => {
    expect(await customerNamed(url, token, 'Saved On The Way Out')).toMatchObject({ Active: true });
  });
});

test('accepts only registered redirect URIs and the given client credentials', async () => {
  const emulator = await startQuickbooks({
    small: true,
    clientId: 'mine',
    clientSecret: 'secret',
    redirectUris: ['http://127.0.0.1:9/callback'],
  });
  const ask = (client: string, redirect: string) =>
    fetch(
      `${emulator.url}/connect/oauth2?${new URLSearchParams({ client_id: client, redirect_uri: redirect, response_type: 'code', scope: 'com.intuit.quickbooks.accounting', state: 's' })}`,
    );
  expect((await ask('mine', 'http://127.0.0.1:9/callback')).status).toBe(200);
  expect((await ask('mine', 'http://127.0.0.1:9/callback/')).status).toBe(400);
  expect((await ask('demo-intuit-client', 'http://127.0.0.1:9/callback')).status).toBe(400);
  await emulator.close();
});
