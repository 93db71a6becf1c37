import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildTestApp, signedToken, type TestApp } from '../testing/build-test-app.ts';

let test: TestApp;
let port: number;
const sockets: Socket[] = [];

beforeEach(async () => {
  test = await buildTestApp({
    env: {
      REQUEST_TIMEOUT_MS: '200',
      IDLE_TIMEOUT_MS: '300',
      MAX_CONNECTIONS: '3',
      QUICKBOOKS_TIMEOUT_MS: '50',
    },
  });
  await test.app.listen({ port: 0, host: '127.0.0.1' });
  port = (test.app.server.address() as AddressInfo).port;
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await test.app.close();
});

/** Opens a connection, sends a text and then nothing. `closed` resolves to the received text. */
const open = async (sent: string) => {
  const socket = connect(port, '127.0.0.1');
  sockets.push(socket);
  const received: string[] = [];
  socket.setEncoding('utf8').on('data', (text: string) => received.push(text));
  socket.on('error', () => undefined);
  const closed = new Promise<string>((resolve) => {
    socket.once('close', () => resolve(received.join('')));
  });
  await once(socket, 'connect');
  if (sent) socket.write(sent);
  return { socket, closed };
};

const head = (lines: string[]) =>
  `${['POST /api/connection/state HTTP/1.1', ...lines].join('\r\n')}\r\n`;

describe('the server', () => {
  it('closes a connection that never sends a byte', async () => {
    await (await open('')).closed;
  });

  it('responds with 408 and all headers to a request whose headers never end', async () => {
    const response = await (await open(head(['host: x', 'x-more: 1']))).closed;
    expect(response).toMatch(
      /^HTTP\/1.1 408 [\s\S]*strict-transport-security: [\s\S]*default-src 'none'/,
    );
  });

  it('responds with 400 and all headers to data that is not HTTP', async () => {
    const response = await (await open('hello\r\n\r\n')).closed;
    expect(response).toMatch(/^HTTP\/1.1 400 [\s\S]*content-security-policy: default-src 'none'/);
  });

  it('logs no error when a client resets the connection', async () => {
    const started = test.logged.length;
    const body = 'content-type: application/json\r\ncontent-length: 900\r\n\r\n{';
    const own = 'sec-fetch-site: same-origin\r\n';
    const posting = await open(`POST /connect/look HTTP/1.1\r\nhost: x\r\n${own}${body}`);
    const healthCheck = await open('GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n');
    for (const { socket } of [posting, healthCheck]) socket.resetAndDestroy();
    await Promise.all([posting.closed, healthCheck.closed]);
    const countOpen = promisify(test.app.server.getConnections.bind(test.app.server));
    await expect.poll(() => countOpen()).toBe(0);
    const logged = test.logged.slice(started).map((line) => JSON.parse(line));
    expect(logged.filter(({ level }) => level >= 40)).toEqual([]);
  });

  it('closes a connection that stalls in a body, with a token and without', async () => {
    const token = await signedToken(
      test.dependencies.settings,
      { companyId: 1, userId: 2 },
      test.clock.now(),
    );
    const stalled = (path: string, type: string) =>
      `POST ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n` +
      `sec-fetch-site: same-origin\r\ncontent-type: ${type}\r\ncontent-length: 900\r\n\r\n{`;
    const signed = await open(stalled('/api/connection/state', 'application/json'));
    const anonymous = await open(stalled('/connect/look', 'application/x-www-form-urlencoded'));
    await Promise.all([signed.closed, anonymous.closed]);
  });

  it('closes an idle connection', async () => {
    const { closed } = await open('GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n');
    expect(await closed).toContain('{"ok":true}');
  });

  it('closes connections above the limit and accepts new ones later', async () => {
    const idle = await Promise.all([open(''), open(''), open('')]);
    const { closed } = await open('GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n');
    expect(await closed).toBe('');
    for (const { socket } of idle) socket.destroy();
    await Promise.all(idle.map((one) => one.closed));
    const next = await open('GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    expect(await next.closed).toContain('{"ok":true}');
  });
});

describe('a route without a token', () => {
  const large = 'x'.repeat(5_000);
  const own = { 'sec-fetch-site': 'same-origin' };

  it.each([
    ['POST', '/connect/look'],
    ['POST', '/connect/go'],
    ['POST', '/connect/other'],
    ['POST', '/oauth/pipedrive/callback'],
    ['DELETE', '/oauth/pipedrive/callback'],
  ] as const)('refuses a body of 5,000 characters: %s %s', async (method, url) => {
    const response = await test.app.inject({
      method,
      url,
      headers: own,
      payload: { ticket: large },
    });
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({ error: { code: 'invalid_input' } });
  });
});
