import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { AppError } from '../app-error.ts';
import { makeNewCustomer, makeProfile } from '../testing/make-draft.ts';
import { openQuickbooks, type TestQuickbooks } from '../testing/open-quickbooks.ts';
import { testSettings } from '../testing/test-settings.ts';
import { makeNodeQuickbooksGateway } from './node-quickbooks-gateway.ts';

const xml = { format: 'xml' };

const create = ({ gateway, realm }: TestQuickbooks, requestId = 'c-1') => {
  const customer = makeNewCustomer({ name: 'Faulty Fittings' });
  const profile = makeProfile({ country: 'US', homeCurrency: 'USD' });
  return gateway.createCustomer(realm, gateway.customerBody(customer, profile), requestId);
};

const search = ({ gateway, realm }: TestQuickbooks) =>
  gateway.searchCustomers(realm, { text: '', page: 0, pageSize: 1 });

const isThere = async (at: TestQuickbooks) => {
  const { customers } = await at.realmContents();
  return customers.some(({ DisplayName }) => DisplayName === 'Faulty Fittings');
};

describe.concurrent('a write', () => {
  test.each<[string, Record<string, unknown>, object, boolean]>([
    ['refused', { fault: 'status', status: 400, code: '6000' }, { kind: 'refused' }, false],
    ['throttled', { fault: 'status', status: 429 }, { kind: 'throttled' }, false],
    ['throttled, in XML', { fault: 'status', status: 429, ...xml }, { kind: 'throttled' }, false],
    ['forbidden', { fault: 'status', status: 403 }, { kind: 'refused' }, false],
    ['met by a 500', { fault: 'status', status: 500 }, { kind: 'unclear' }, false],
    [
      'done, but answered with 503',
      { fault: 'status', status: 503, committed: true },
      { kind: 'unclear' },
      true,
    ],
    ['cut off before', { fault: 'reset-before' }, { kind: 'unclear' }, false],
    ['cut off after', { fault: 'reset-after' }, { kind: 'unclear' }, true],
    ['never answered', { fault: 'hang' }, { kind: 'unclear' }, false],
    ['answered too late', { fault: 'late', delayMs: 4000 }, { kind: 'unclear' }, true],
    [
      'answered by a page',
      {
        fault: 'status',
        status: 400,
        body: '<html>Please sign in</html>',
        contentType: 'text/html',
      },
      { kind: 'unclear' },
      false,
    ],
  ])('classifies a write that is %s, and sends once', async (_, fault, expected, written) => {
    const at = await openQuickbooks('us', { timeoutMs: 2000 });
    await at.fault({ ...fault, match: { realm: at.realm.realmId, method: 'POST' } });
    expect(await create(at)).toMatchObject(expected);
    expect((await at.calls()).filter((call) => call.method === 'POST')).toHaveLength(1);
    expect(await isThere(at)).toBe(written);
  });

  test.each([
    ['JSON', {}],
    ['XML', xml],
  ])('repeats after a 401 in %s with another token and the same request id', async (_, format) => {
    const at = await openQuickbooks();
    await at.fault({ fault: 'status', status: 401, ...format });
    expect(await create(at, 'c-again')).toMatchObject({ kind: 'done' });
    const writes = (await at.calls()).filter((call) => call.method === 'POST');
    expect(writes.map((call) => call.query.requestid)).toEqual(['c-again', 'c-again']);
  });

  test('is unauthorized after two 401s', async () => {
    const at = await openQuickbooks();
    await at.fault({ fault: 'status', status: 401, times: 2 });
    expect(await create(at)).toMatchObject({ kind: 'unauthorized', fault: { code: '3200' } });
  });

  test('is unclear while the same request id is in progress', async () => {
    const at = await openQuickbooks();
    await at.fault({ fault: 'slow', delayMs: 700 });
    const [first, second] = await Promise.all([create(at), create(at)]);
    expect([first.kind, second.kind].sort()).toEqual(['done', 'unclear']);
  });

  test('returns the lost response when repeated', async () => {
    const at = await openQuickbooks();
    await at.fault({ fault: 'reset-after' });
    expect(await create(at)).toMatchObject({ kind: 'unclear' });
    expect(await create(at)).toMatchObject({ kind: 'done', value: { name: 'Faulty Fittings' } });
    const writes = (await at.calls()).filter((call) => call.method === 'POST');
    expect(writes.map((call) => call.replayed)).toEqual([false, true]);
  });
});

describe.concurrent('a read', () => {
  test.each<[string, Record<string, unknown>]>([
    ['a 401', { fault: 'status', status: 401 }],
    ['a 401 in XML', { fault: 'status', status: 401, ...xml }],
    ['a 503', { fault: 'status', status: 503 }],
    ['a reset', { fault: 'reset-before' }],
  ])('recovers from %s', async (_, fault) => {
    const at = await openQuickbooks();
    await at.fault(fault);
    expect((await search(at)).customers).toHaveLength(1);
    expect(await at.calls()).toHaveLength(2);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['a 401 that stays', { fault: 'status', status: 401, times: 4 }, 'connection_broken'],
    ['a 403', { fault: 'status', status: 403 }, 'quickbooks_forbidden'],
    ['a 429 that stays', { fault: 'status', status: 429, times: 4 }, 'quickbooks_busy'],
    ['a 503 that stays', { fault: 'status', status: 503, times: 4 }, 'quickbooks_unavailable'],
    ['silence', { fault: 'hang', times: 4 }, 'quickbooks_unavailable'],
    ['6190', { fault: 'status', status: 400, code: '6190' }, 'quickbooks_read_only'],
    ['a refusal', { fault: 'status', status: 400, code: '4001' }, 'quickbooks_refused'],
  ])('throws the right code after %s', async (_, fault, code) => {
    const at = await openQuickbooks('us', { timeoutMs: 2000 });
    await at.fault(fault);
    await expect(search(at)).rejects.toMatchObject({ code });
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['a 403', { fault: 'status', status: 403 }, 'quickbooks_forbidden'],
    ['silence', { fault: 'hang', times: 2 }, 'quickbooks_unavailable'],
    ['two resets', { fault: 'reset-before', times: 2 }, 'quickbooks_unavailable'],
  ])('throws the right code for a PDF after %s', async (_, fault, code) => {
    const at = await openQuickbooks('us', { timeoutMs: 2000 });
    const [invoice] = (await at.realmContents()).invoices;
    await at.fault(fault);
    await expect(at.gateway.invoicePdf(at.realm, invoice?.Id ?? '')).rejects.toMatchObject({
      code,
    });
  });
});

describe('a server that never answers', () => {
  const silent = createServer(() => undefined);
  afterEach(() => {
    silent.closeAllConnections();
    silent.close();
  });

  const gatewayTo = (url: string) =>
    makeNodeQuickbooksGateway({
      settings: {
        ...testSettings({ quickbooksUrl: url, pipedriveUrl: url }).quickbooks,
        timeoutMs: 300,
      },
      access: { token: async () => 'token', tokenAfter: async () => 'token' },
    });

  test('loses its connection after the time-out; without a server nothing is sent', async () => {
    silent.listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const connected = once(silent, 'connection');
    const realm = { connectionId: 'c', realmId: '1' };
    const writing = gatewayTo(url).createInvoice(realm, { Line: [] }, 'i-1');
    const [socket] = (await connected) as [Socket];
    const closed = once(socket, 'close');
    expect(await writing).toMatchObject({ kind: 'unclear' });
    await closed;
    silent.close();
    await once(silent, 'close');
    await expect(gatewayTo(url).createInvoice(realm, { Line: [] }, 'i-1')).rejects.toMatchObject({
      code: 'quickbooks_unavailable',
    });
  });
});

describe('the access token', () => {
  const faults: Record<string, unknown>[] = [
    { fault: 'status', status: 400, code: '6000' },
    { fault: 'status', status: 401, times: 4 },
    { fault: 'status', status: 403 },
    { fault: 'status', status: 429, times: 4 },
    { fault: 'status', status: 500, times: 4 },
    { fault: 'reset-before', times: 4 },
    { fault: 'hang', times: 4 },
  ];

  test.each(faults)('is not exposed after %j', async (fault) => {
    const at = await openQuickbooks('us', { timeoutMs: 500 });
    const said: unknown[] = [];
    const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((level) =>
      vi.spyOn(console, level).mockImplementation((...words) => void said.push(words)),
    );
    const { gateway, realm } = at;
    const [invoice] = (await at.realmContents()).invoices;
    const version = { id: invoice?.Id ?? '', syncToken: '0' };
    const outcome = async (ask: () => Promise<unknown>) => {
      await at.fault(fault);
      return ask().catch((error: unknown) => error);
    };
    const reads = [
      await outcome(() => search(at)),
      await outcome(() => gateway.invoicePdf(realm, version.id)),
      await outcome(() => gateway.readInvoicesWithPayments(realm, [version.id], ['1'])),
    ];
    const writes = [
      await outcome(() => create(at)),
      await outcome(() => gateway.sendInvoice(realm, version.id, '')),
      await outcome(() => gateway.voidInvoice(realm, version, 'v-1')),
    ];
    for (const spy of spies) spy.mockRestore();
    expect(reads.every((error) => error instanceof AppError)).toBe(true);
    const all = inspect([reads, writes, said], { depth: 20, showHidden: true });
    expect(all).not.toContain(at.token);
    expect(all.toLowerCase()).not.toContain('bearer');
  });
});
