import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tryWriting } from '../http/try-writing.ts';
import { breakStorage, moveSchemaVersion } from '../testing/break-storage.ts';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { storedStates } from '../testing/install-state-rows.ts';

let test: TestApp;
beforeEach(async () => {
  test = await buildTestApp();
});
afterEach(() => test.app.close());

const get = async (url: string) => {
  const response = await test.app.inject({ url });
  return [response.statusCode, response.json()];
};

describe('/readyz', () => {
  it('answers 200 when requests can be served', async () => {
    expect(await get('/readyz')).toEqual([200, { ready: true }]);
  });

  it.each([
    ['full', 'disk_full'],
    ['read_only', 'database_read_only'],
  ] as const)(
    'says that the database is %s, and finds out itself when that has ended',
    async (trouble, reason) => {
      const { db } = test.dependencies;
      const repair = await breakStorage(db, trouble);
      await expect(tryWriting(db)).rejects.toThrow();
      expect(await get('/readyz')).toEqual([503, { ready: false, reason }]);
      expect(await get('/healthz')).toEqual([200, { ok: true }]);
      await repair();
      await expect.poll(() => get('/readyz')).toEqual([200, { ready: true }]);
      expect(await storedStates(db)).toEqual([]);
    },
  );

  it.each([
    [1, 'schema_newer'],
    [-1, 'migration_pending'],
  ])('says when the database was migrated by another version', async (byMs, reason) => {
    await moveSchemaVersion(test.dependencies.db, byMs);
    expect(await get('/readyz')).toEqual([503, { ready: false, reason }]);
  });

  it('reports that the database cannot be reached', async () => {
    const { db } = test.dependencies;
    await db.close();
    expect(await get('/readyz')).toEqual([503, { ready: false, reason: 'database_unreachable' }]);
  });

  it('reports that the server is shutting down, and rejects other requests', async () => {
    await test.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = test.app.server.address() as AddressInfo;
    /** Opens a connection and sends the beginning of a request. */
    const begin = async (path: string) => {
      const socket = connect(port, '127.0.0.1');
      const received: string[] = [];
      socket.setEncoding('utf8').on('data', (text: string) => received.push(text));
      await once(socket, 'connect');
      socket.write(`GET ${path} HTTP/1.1\r\n`);
      return async () => {
        const closed = once(socket, 'close');
        socket.write('host: x\r\n\r\n');
        await closed;
        return received.join('');
      };
    };
    const all = await Promise.all(['/readyz', '/healthz', '/panel'].map(begin));
    // After this response, the server has read what the connections sent before.
    expect((await test.app.inject({ url: '/healthz' })).statusCode).toBe(200);
    await expect.poll(() => connections(test)).toBe(3);
    const closed = test.app.close();
    const [readyz, healthz, panel] = await Promise.all(all.map((finish) => finish()));
    expect(readyz).toMatch(
      /^HTTP\/1.1 503[\s\S]*connection: close[\s\S]*"reason":"shutting_down"/i,
    );
    expect(healthz).toMatch(/^HTTP\/1.1 200/);
    expect(panel).toMatch(/^HTTP\/1.1 503[\s\S]*retry-after/i);
    await closed;
  });
});

const connections = ({ app }: TestApp) =>
  new Promise<number>((resolve) => {
    app.server.getConnections((_error, count) => resolve(count));
  });
