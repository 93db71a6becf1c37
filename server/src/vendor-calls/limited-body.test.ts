import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FailedCall } from '../diagnostics/failed-call.ts';
import { whoInstalled } from '../install/who-installed.ts';
import { makeRefresh } from '../oauth/token-endpoint.ts';
import { readWithRetry } from '../pipedrive/call.ts';
import { makeNodeQuickbooksGateway } from '../quickbooks/node-quickbooks-gateway.ts';
import { buildTestApp } from '../testing/build-test-app.ts';
import { connectWindow } from '../testing/connect-window.ts';
import { fixedClock } from '../testing/fixed-clock.ts';
import { makeRealmIn } from '../testing/make-company.ts';
import { testSettings } from '../testing/test-settings.ts';
import { limitedText } from './limited-body.ts';

/** Serves an endless response as fast as the client reads it. */
let endless: Server;
let url: string;
let sent = 0;
const block = Buffer.from(`{"access_token":"${'x'.repeat(1_000_000)}`);

beforeEach(async () => {
  sent = 0;
  endless = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'application/json' });
    const more = () => {
      while (!response.destroyed && response.write(block)) sent += block.length;
      sent += block.length;
    };
    response.on('drain', more);
    response.on('error', () => undefined);
    more();
  });
  await new Promise<void>((resolve) => endless.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(endless.address() as AddressInfo).port}`;
});
afterEach(() => {
  endless.closeAllConnections();
  endless.close();
});

const access = { token: async () => 'token', tokenAfter: async () => 'token' };
const settings = () => testSettings({ quickbooksUrl: url, pipedriveUrl: url });

describe('an endless response', () => {
  it('of a token endpoint is cut off', async () => {
    const vendor = 'quickbooks' as const;
    const endpoint = { vendor, url, clientId: 'a', clientSecret: 'b', timeoutMs: 60_000 };
    const failed: FailedCall[] = [];
    const refresh = makeRefresh(endpoint, fixedClock(), (call) => void failed.push(call));
    expect(await refresh('token')).toEqual({ kind: 'unavailable' });
    expect(failed).toMatchObject([{ status: null, network: 'TooLargeError' }]);
    expect(sent).toBeLessThan(30_000_000);
  });

  it('of QuickBooks is cut off by both clients', async () => {
    const gateway = makeNodeQuickbooksGateway({
      settings: { ...settings().quickbooks, timeoutMs: 60_000 },
      access,
    });
    const realm = { connectionId: 'c', realmId: '1' };
    const unavailable = { code: 'quickbooks_unavailable' };
    await expect(gateway.companyName(realm)).rejects.toMatchObject(unavailable);
    await expect(gateway.invoicesById(realm, ['1'])).rejects.toMatchObject(unavailable);
    await expect(gateway.invoicePdf(realm, '1')).rejects.toMatchObject(unavailable);
    expect(sent).toBeLessThan(500_000_000);
  });

  it('of Pipedrive is cut off', async () => {
    const account = {
      settings: { timeoutMs: 60_000 },
      access,
      installUrl: '',
      apiDomain: () => url,
    };
    const reading = readWithRetry(account, { companyId: 1, userId: 1 }, { path: '/v2/deals/1' });
    await expect(reading).rejects.toMatchObject({ code: 'pipedrive_unavailable' });
    expect(await whoInstalled(url, 'token', 60_000)).toBeNull();
  });

  it('of a token endpoint fails the consent', async () => {
    const test = await buildTestApp({ env: { INTUIT_TOKEN_URL: `${url}/token` } });
    const at = connectWindow(test);
    const { owner } = await at.newCompany();
    const realm = await makeRealmIn(test.dependencies);
    const { page } = await at.connect(owner, realm.realmId);
    expect(await page()).toMatchObject({ stage: 'refused' });
    await test.app.close();
  });
});

it('counts a body by its decompressed size', async () => {
  const bomb = new Response(
    new Blob([gzipSync(Buffer.alloc(50_000_000))])
      .stream()
      .pipeThrough(new DecompressionStream('gzip')),
  );
  await expect(limitedText(bomb, 1_000_000)).rejects.toThrow('more than 1000000 bytes');
});
