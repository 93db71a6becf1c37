import { createHmac } from 'node:crypto';
import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { type Emulator, saleOf, startForTest, type TestRealm } from '../testing/open-realm.ts';

interface Received {
  headers: Record<string, string>;
  body: string;
}

/** What a test reads of an event, in either format. */
interface Event {
  type?: string;
  intuitentityid?: string;
  data?: object;
  name?: string;
  id?: string;
  operation?: string;
  deletedId?: string;
}

let emulator: Emulator;
beforeAll(async () => {
  emulator = await startForTest();
});
afterAll(() => emulator.close());

/** The app that receives the webhooks; `status` is its answer. */
let app: FastifyInstance;
let received: Received[];
let status: number;
beforeEach(async () => {
  received = [];
  status = 200;
  app = fastify();
  app.addContentTypeParser('*', { parseAs: 'string' }, async (_: unknown, body: unknown) => body);
  app.removeContentTypeParser('application/json');
  app.post('/webhooks', async ({ headers, body }, reply) => {
    received.push({ headers: headers as Received['headers'], body: String(body) });
    return reply.code(status).send();
  });
  const url = `${await app.listen({ port: 0, host: '127.0.0.1' })}/webhooks`;
  await emulator.control('POST', '/reset');
  await configure({ url, verifierToken: 'secret', delayMs: 0, speed: 1_000_000 });
});
afterEach(async () => {
  await emulator.control('POST', '/webhooks', { url: null });
  await app.close();
});

const configure = (settings: object) => emulator.control('POST', '/webhooks', settings);

const events = () =>
  received.flatMap(({ body }): Event[] => {
    const parsed = JSON.parse(body);
    if (Array.isArray(parsed)) return parsed;
    return parsed.eventNotifications.flatMap(
      (one: { dataChangeEvent: { entities: Event[] } }) => one.dataChangeEvent.entities,
    );
  });

/** Types and ids, in the order of receipt. */
const summary = () =>
  events().map(({ type, intuitentityid, name, operation, id }) =>
    type ? `${type} ${intuitentityid}` : `${name} ${operation} ${id}`,
  );

const arrives = (expected: string[]) => expect.poll(summary).toEqual(expected);

const createInvoice = async (realm: TestRealm) => {
  const body = { CustomerRef: { value: '1' }, Line: [saleOf(100)] };
  return (await realm.call('POST', '/invoice', body)).body.Invoice;
};

const open = async () => {
  const realm = await emulator.openRealm('us');
  const invoice = await createInvoice(realm);
  await expect.poll(events).toHaveLength(1);
  received.splice(0);
  return { realm, invoice, act: actOn(realm) };
};

const actOn =
  ({ realmId }: TestRealm) =>
  (what: string, wish: object) =>
    emulator.control('POST', `/realms/${realmId}/${what}`, wish);

it('reports creations, updates, payments, voids and deletions', async () => {
  const { realm, invoice, act } = await open();
  const { Id } = invoice;
  const version = async () => {
    const { SyncToken } = (await realm.call('GET', `/invoice/${Id}`)).body.Invoice;
    return { Id, SyncToken };
  };
  const edit = { ...(await version()), sparse: true, PrivateNote: 'Later' };
  await realm.call('POST', '/invoice', edit);
  await arrives([`qbo.invoice.updated.v1 ${Id}`]);
  const { payment } = (await act('payments', { invoiceId: Id })) as unknown as {
    payment: { Id: string };
  };
  await expect.poll(summary).toContain(`qbo.payment.created.v1 ${payment.Id}`);
  expect(summary().filter((one) => one === `qbo.invoice.updated.v1 ${Id}`)).toHaveLength(2);
  received.splice(0);
  await realm.call('POST', '/invoice?operation=void', await version());
  await expect.poll(summary).toContain(`qbo.invoice.void.v1 ${Id}`);
  received.splice(0);
  const other = await createInvoice(realm);
  await realm.call('POST', '/invoice?operation=delete', other);
  await arrives([`qbo.invoice.created.v1 ${other.Id}`, `qbo.invoice.deleted.v1 ${other.Id}`]);
});

it('reports e-mails and merges', async () => {
  const { realm, invoice, act } = await open();
  await realm.call('POST', `/invoice/${invoice.Id}/send?sendTo=a@larch.example`);
  await arrives([`qbo.invoice.emailed.v1 ${invoice.Id}`]);
  received.splice(0);
  await act('customers/merge', { from: '2', into: '3' });
  await expect.poll(summary).toContain('qbo.customer.merged.v1 3');
  expect(events().find(({ type }) => type === 'qbo.customer.merged.v1')?.data).toEqual({
    deletedid: '2',
  });
});

it.each([
  ['cloud_batch', 'application/cloudevents-batch+json; charset=utf-8', '2.0'],
  ['cloud_events', 'application/cloudevents+json', '2.0'],
  ['cloud_json', 'application/json; charset=utf-8', '2.0'],
  ['classic', 'application/json; charset=utf-8', '0.1'],
])('signs the body in the format %s', async (format, contentType, version) => {
  const { realm } = await open();
  await configure({ format });
  const { Id } = await createInvoice(realm);
  const created = format === 'classic' ? `Invoice Create ${Id}` : `qbo.invoice.created.v1 ${Id}`;
  await arrives([created]);
  const [{ headers, body } = { headers: {}, body: '' }] = received;
  expect(headers).toMatchObject({
    'content-type': contentType,
    'intuit-notification-schema-version': version,
    'intuit-signature': createHmac('sha256', 'secret').update(body).digest('base64'),
  });
});

it('names the merged customer in the classic format, and a void as the documentation does', async () => {
  const { realm, invoice, act } = await open();
  await configure({ format: 'classic' });
  await act('customers/merge', { from: '2', into: '3' });
  await expect
    .poll(events)
    .toContainEqual(
      expect.objectContaining({ name: 'Customer', operation: 'Merge', id: '3', deletedId: '2' }),
    );
  received.splice(0);
  await configure({ format: 'cloud_batch', voidName: 'voided' });
  await realm.call('POST', '/invoice?operation=void', invoice);
  await arrives([`qbo.invoice.voided.v1 ${invoice.Id}`]);
});

it('tells nothing of a company that is not connected', async () => {
  const { realm, act } = await open();
  await emulator.control('DELETE', `/realms/${realm.realmId}/grants`);
  await act('customers', { DisplayName: 'Nobody hears of' });
  const other = await emulator.openRealm('us');
  const { Id } = await createInvoice(other);
  await arrives([`qbo.invoice.created.v1 ${Id}`]);
});

it('repeats the same bytes until they are acknowledged, and holds back later deliveries', async () => {
  const { realm } = await open();
  status = 503;
  const first = await createInvoice(realm);
  await vi.waitUntil(() => received.length >= 3);
  const second = await createInvoice(realm);
  await vi.waitUntil(() => received.length >= 6);
  expect(new Set(summary())).toEqual(new Set([`qbo.invoice.created.v1 ${first.Id}`]));
  expect(new Set(received.map(({ body }) => body)).size).toBe(1);
  status = 200;
  await expect.poll(() => summary().at(-1)).toBe(`qbo.invoice.created.v1 ${second.Id}`);
});

it('sends later deliveries beside a failing one when it does not hold back', async () => {
  const { realm } = await open();
  await configure({ holdsBack: false, speed: 1 });
  status = 503;
  await createInvoice(realm);
  await expect.poll(events).toHaveLength(1);
  status = 200;
  const second = await createInvoice(realm);
  await expect.poll(() => summary().at(-1)).toBe(`qbo.invoice.created.v1 ${second.Id}`);
});

it('loses and duplicates deliveries', async () => {
  const { realm } = await open();
  await configure({ lost: 1 });
  const lost = await createInvoice(realm);
  await expect
    .poll(() => emulator.control('GET', '/webhooks'))
    .toMatchObject({ deliveries: [{}, { outcome: 'lost', tries: [] }] });
  await configure({ lost: 0, duplicated: 1 });
  const doubled = await createInvoice(realm);
  const created = `qbo.invoice.created.v1 ${doubled.Id}`;
  await arrives([created, created]);
  expect(summary()).not.toContain(`qbo.invoice.created.v1 ${lost.Id}`);
});

it('bundles the changes of several companies', async () => {
  const { realm } = await open();
  const other = await emulator.openRealm('us');
  await configure({ bundleMs: 300, format: 'classic' });
  await createInvoice(realm);
  await createInvoice(other);
  await expect.poll(() => received).toHaveLength(1);
  const [{ body } = { body: '' }] = received;
  expect(JSON.parse(body).eventNotifications).toMatchObject([
    { realmId: realm.realmId },
    { realmId: other.realmId },
  ]);
});

it('sends events on request, such as one of an unknown name', async () => {
  await emulator.control('POST', '/webhooks/events', [
    { realmId: '77', entity: 'Bill', entityId: '7', operation: 'Update' },
  ]);
  await arrives(['qbo.bill.updated.v1 7']);
});
