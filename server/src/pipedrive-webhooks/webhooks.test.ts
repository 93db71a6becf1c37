import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { iso } from '../clock.ts';
import { transact } from '../db/transact.ts';
import { forgetGrant } from '../install/store.ts';
import { dealInvoices } from '../invoices/tables.ts';
import { removedRecords } from '../merges/tables.ts';
import { pipedriveFields } from '../pipedrive-fields/tables.ts';
import { makeDue } from '../scheduler/turns.ts';
import type { Output } from '../shared/contract/contract.ts';
import { buildTestApp } from '../testing/build-test-app.ts';
import { control } from '../testing/control.ts';
import { makeConnectedCompany } from '../testing/make-company.ts';
import { runDue } from '../testing/run-due.ts';
import { type RunningEmulator, startEmulator } from '../testing/start-emulator.ts';
import { testAppUrl } from '../testing/test-settings.ts';
import type { usage } from '../usage/contract.ts';
import { pipedriveWebhooks } from './tables.ts';

type Webhook = {
  id: number;
  company_id: number;
  subscription_url: string;
  event_action: string;
  event_object: string;
  http_auth_user: string;
  http_auth_password: string;
};
type Delivery = { webhookId: number; event: string; body: unknown };

const dayMs = 24 * 3_600_000;

let emulator: RunningEmulator;
let scopes: string[];
beforeAll(async () => {
  emulator = await startEmulator('pipedrive', ['--app-url', testAppUrl]);
  scopes = (await control<{ scopes: string[] }>(emulator.url, 'GET', 'app')).scopes;
  await control(emulator.url, 'POST', 'app', { scopes: [...scopes, 'webhooks:full'] });
});
afterAll(() => emulator.stop());

/** A connected company with an invoice on deal 102, and its webhooks at Pipedrive. */
const arrange = async () => {
  const test = await buildTestApp({ pipedriveUrl: emulator.url });
  const { dependencies, clock, app } = test;
  const { db } = dependencies;
  const company = await makeConnectedCompany(dependencies);
  const { companyId, realmId, owner, deals } = company;
  const [dealA, dealB] = [deals.withoutProducts ?? 0, deals.nearlyAlike ?? 0];
  await transact(db, async (tx) => {
    const linked = { linkedById: owner.userId, linkedAt: clock.now(), how: 'linked' as const };
    await tx
      .insert(dealInvoices)
      .values({ companyId, realmId, dealId: dealA, invoiceId: '1', ...linked });
  });
  const due = () =>
    transact(db, (tx) =>
      makeDue(tx, { companyId, realmId: '', job: 'pipedrive_webhooks' }, clock.now(), clock.now()),
    );
  const atPipedrive = async () =>
    control<{ webhooks: Webhook[]; deliveries: Delivery[] }>(emulator.url, 'GET', 'webhooks');
  const webhooks = async () =>
    (await atPipedrive()).webhooks.filter((webhook) => webhook.company_id === companyId);
  return {
    ...test,
    company,
    dealA,
    dealB,
    webhooks,
    pipedrive: (path: string, body: object = {}) =>
      control(emulator.url, 'POST', path, { companyId, ...body }),
    register: async () => {
      await due();
      await runDue(dependencies, ['pipedrive_webhooks']);
    },
    /** Delivers what Pipedrive sent last for an event, as Pipedrive does. */
    async deliver(event: string, authorization?: string) {
      const own = new Map((await webhooks()).map((webhook) => [webhook.id, webhook]));
      const find = async () =>
        (await atPipedrive()).deliveries.findLast(
          (delivery) => own.has(delivery.webhookId) && delivery.event === event,
        );
      await expect.poll(async () => (await find())?.body ?? null).not.toBeNull();
      const delivery = await find();
      const webhook = own.get(delivery?.webhookId ?? 0);
      const text = `${webhook?.http_auth_user}:${webhook?.http_auth_password}`;
      return app.inject({
        method: 'POST',
        url: '/webhooks/pipedrive',
        headers: { authorization: authorization ?? `Basic ${btoa(text)}` },
        payload: delivery?.body as object,
      });
    },
    work: () => runDue(dependencies, ['merges']),
    row: async () => (await db.select().from(pipedriveWebhooks))[0],
    linkedDeals: async () => (await db.select().from(dealInvoices)).map(({ dealId }) => dealId),
    removed: () => db.select().from(removedRecords),
  };
};

describe('registering', () => {
  it('creates each webhook once and stores only a hash of the password', async () => {
    const at = await arrange();
    await at.register();
    await at.register();
    const webhooks = await at.webhooks();
    expect(
      webhooks.map(({ event_action, event_object }) => `${event_action}.${event_object}`).sort(),
    ).toEqual([
      'change.deal',
      'change.organization',
      'change.person',
      'delete.deal',
      'delete.dealField',
      'delete.organization',
      'delete.person',
    ]);
    expect(webhooks[0]?.subscription_url).toBe(`${testAppUrl}/webhooks/pipedrive`);
    expect(JSON.stringify(await at.row())).not.toContain(webhooks[0]?.http_auth_password);
  });

  it('without the scope stores why, and tries again the next day', async () => {
    const at = await arrange();
    await control(emulator.url, 'POST', 'app', { scopes });
    await at.register();
    await control(emulator.url, 'POST', 'app', { scopes: [...scopes, 'webhooks:full'] });
    expect(await at.webhooks()).toEqual([]);
    expect(await at.row()).toMatchObject({ webhookIds: [], refused: expect.any(String) });
    at.clock.advance(dayMs);
    await at.register();
    expect(await at.webhooks()).toHaveLength(7);
  });

  it('says why it was refused, and tries again when the connection owner asks', async () => {
    const at = await arrange();
    const refusal = async () => {
      const { body } = await at.call(at.company.owner, 'usage/show');
      return (body as Output<typeof usage.show>).pipedriveRefusal;
    };
    expect(await refusal()).toBeNull();
    await control(emulator.url, 'POST', 'app', { scopes });
    await at.register();
    await control(emulator.url, 'POST', 'app', { scopes: [...scopes, 'webhooks:full'] });
    expect(await refusal()).toEqual({
      said: '',
      at: iso(at.clock.now()),
      address: `${testAppUrl}/webhooks/pipedrive`,
      retrying: false,
    });
    const colleague = await at.call(at.company.colleague, 'usage/retryPipedriveWebhooks');
    expect(colleague.status).toBe(403);
    const asked = await at.call(at.company.owner, 'usage/retryPipedriveWebhooks');
    expect(asked.status).toBe(200);
    expect(await refusal()).toMatchObject({ retrying: true });
    await runDue(at.dependencies, ['pipedrive_webhooks']);
    expect(await refusal()).toBeNull();
    expect(await at.webhooks()).toHaveLength(7);
  });

  it('of a server that Pipedrive cannot reach leaves none', async () => {
    const at = await arrange();
    await control(emulator.url, 'POST', 'settings', { webhookUrlsReachable: false });
    await at.register();
    await control(emulator.url, 'POST', 'settings', { webhookUrlsReachable: true });
    expect(await at.row()).toMatchObject({ webhookIds: [], refused: expect.stringMatching(/url/) });
  });

  it('does without events of deal fields where Pipedrive does not know them', async () => {
    const at = await arrange();
    await control(emulator.url, 'POST', 'settings', { fieldWebhooks: false });
    await at.register();
    await control(emulator.url, 'POST', 'settings', { fieldWebhooks: true });
    expect(await at.webhooks()).toHaveLength(6);
  });

  it('replaces webhooks that Pipedrive deleted', async () => {
    const at = await arrange();
    await at.register();
    const [first] = await at.webhooks();
    await at.pipedrive('webhooks/forget', { id: first?.id });
    at.clock.advance(dayMs);
    await at.register();
    expect(await at.webhooks()).toHaveLength(7);
  });

  it('ends when the owner uninstalls the app', async () => {
    const at = await arrange();
    await at.register();
    await control(emulator.url, 'POST', 'install', { ...at.company.owner, installed: false });
    await forgetGrant(at.dependencies.db, at.company.owner, at.clock.now());
    await at.register();
    expect(await at.webhooks()).toEqual([]);
    expect(await at.row()).toBeUndefined();
  });

  it('ends when the data of the company is deleted', async () => {
    const at = await arrange();
    await at.register();
    const { status } = await at.call(at.company.owner, 'company-data/delete', { when: 'now' });
    expect(status).toBe(200);
    await expect.poll(at.webhooks).toEqual([]);
    expect(await at.row()).toBeUndefined();
  });
});

describe('a delivery', () => {
  it.each(['delete.deal', 'change.deal'])(
    'of %s about a merge moves the invoices',
    async (event) => {
      const at = await arrange();
      await at.register();
      await at.pipedrive(`deals/${at.dealA}/merge`, { into: at.dealB });
      expect((await at.deliver(event)).statusCode).toBe(200);
      await at.work();
      expect(await at.linkedDeals()).toEqual([at.dealB]);
    },
  );

  it('that does not name the remaining deal moves nothing without other evidence', async () => {
    const at = await arrange();
    await at.register();
    await control(emulator.url, 'POST', 'settings', { webhooksNameMerges: false });
    await at.pipedrive(`deals/${at.dealA}/merge`, { into: at.dealB });
    const { statusCode } = await at.deliver('delete.deal');
    await control(emulator.url, 'POST', 'settings', { webhooksNameMerges: true });
    expect(statusCode).toBe(200);
    await at.work();
    expect(await at.linkedDeals()).toEqual([at.dealA]);
    expect(await at.removed()).toMatchObject([{ mergedIntoId: null, nextAt: null }]);
  });

  it('that comes twice is stored once', async () => {
    const at = await arrange();
    await at.register();
    await at.pipedrive(`deals/${at.dealA}/merge`, { into: at.dealB });
    await at.deliver('delete.deal');
    await at.work();
    await at.deliver('change.deal');
    await at.deliver('delete.deal');
    expect(await at.removed()).toMatchObject([{ nextAt: null, moved: { invoices: 1 } }]);
  });

  it('about a deal without rows is acknowledged and not stored', async () => {
    const at = await arrange();
    await at.register();
    const other = at.company.deals.withProducts ?? 0;
    await at.pipedrive(`deals/${other}/merge`, { into: at.dealB });
    expect((await at.deliver('delete.deal')).statusCode).toBe(200);
    expect(await at.removed()).toEqual([]);
  });

  it('about a deleted deal field stops that field', async () => {
    const at = await arrange();
    const { companyId, owner } = at.company;
    await at.register();
    const { poNumber } = at.company.fields;
    await transact(at.dependencies.db, (tx) =>
      tx.insert(pipedriveFields).values({
        companyId,
        of: 'deal',
        name: 'number',
        fieldCode: poNumber,
        fieldName: 'PO number',
        enabled: true,
        savedById: owner.userId,
        savedAt: at.clock.now(),
      }),
    );
    await control(emulator.url, 'DELETE', `fields/deal/${poNumber}`);
    expect((await at.deliver('delete.dealField')).statusCode).toBe(200);
    expect(await at.dependencies.db.select().from(pipedriveFields)).toMatchObject([
      { problem: 'deleted' },
    ]);
  });

  it.each([
    ['without a password', ''],
    ['with a wrong password', `Basic ${btoa('nobody:nothing')}`],
    ['with another scheme', 'Bearer abc'],
  ])('%s is refused', async (_, authorization) => {
    const at = await arrange();
    await at.register();
    await at.pipedrive(`deals/${at.dealA}/merge`, { into: at.dealB });
    expect((await at.deliver('delete.deal', authorization)).statusCode).toBe(401);
    expect(await at.removed()).toEqual([]);
  });

  it('with the password of another company changes nothing', async () => {
    const at = await arrange();
    await at.register();
    const other = await makeConnectedCompany(at.dependencies);
    await transact(at.dependencies.db, (tx) =>
      makeDue(
        tx,
        { companyId: other.companyId, realmId: '', job: 'pipedrive_webhooks' },
        at.clock.now(),
        at.clock.now(),
      ),
    );
    await runDue(at.dependencies, ['pipedrive_webhooks']);
    const { webhooks } = await control<{ webhooks: Webhook[] }>(emulator.url, 'GET', 'webhooks');
    const foreign = webhooks.find(({ company_id }) => company_id === other.companyId);
    const basic = btoa(`${foreign?.http_auth_user}:${foreign?.http_auth_password}`);
    await at.pipedrive(`deals/${at.dealA}/merge`, { into: at.dealB });
    expect((await at.deliver('delete.deal', `Basic ${basic}`)).statusCode).toBe(200);
    expect(await at.removed()).toEqual([]);
    expect(at.logged.join()).toContain('names another company');
  });
});
