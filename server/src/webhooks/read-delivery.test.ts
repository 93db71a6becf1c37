import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDelivery } from './read-delivery.ts';

const samples = join(import.meta.dirname, 'samples');
const bodyOf = (name: string) => readFileSync(join(samples, `${name}.body`), 'utf8');
const names = globSync('*.body', { cwd: samples }).map((file) => basename(file, '.body'));

const invoice = {
  realmId: '310687',
  entity: 'Invoice',
  entityId: '145',
  operation: 'updated',
  deletedId: null,
};
const classic = {
  ...invoice,
  eventTime: '2026-09-02T16:09:28.000Z',
  occurredAt: Date.parse('2026-09-02T16:09:28Z'),
};
const cloud = {
  ...invoice,
  eventTime: '2025-09-10T21:31:25.179851517Z',
  occurredAt: Date.parse('2025-09-10T21:31:25.179Z'),
};

/** What each sample contains. Entities that do not concern us are left out. */
const expected: Record<string, object[]> = {
  'bad-signature': [cloud],
  'classic-dotnet-sdk': [
    {
      ...classic,
      realmId: '1269959970',
      entity: 'Vendor',
      entityId: '40',
      eventTime: '2016-10-05T03:09:04.000Z',
      occurredAt: Date.parse('2016-10-05T03:09:04Z'),
    },
    {
      ...classic,
      realmId: '1269959970',
      entity: 'Customer',
      entityId: '43',
      operation: 'created',
      eventTime: '2016-10-05T03:07:04.000Z',
      occurredAt: Date.parse('2016-10-05T03:07:04Z'),
    },
  ],
  'classic-empty': [],
  'classic-invoice-create': [{ ...classic, operation: 'created' }],
  'classic-invoice-delete': [{ ...classic, operation: 'deleted' }],
  'classic-invoice-emailed': [{ ...classic, operation: 'emailed' }],
  'classic-invoice-update': [classic],
  'classic-invoice-void': [{ ...classic, operation: 'voided' }],
  'classic-java-sdk': [
    {
      ...classic,
      realmId: '1185883450',
      entity: 'Customer',
      entityId: '1',
      operation: 'created',
      eventTime: '2015-10-05T14:42:19-0700',
      occurredAt: Date.parse('2015-10-05T21:42:19Z'),
    },
  ],
  'classic-merge': [
    { ...classic, entity: 'Customer', entityId: '58', operation: 'merged', deletedId: '27' },
  ],
  'classic-two-realms': [
    classic,
    {
      ...classic,
      realmId: '4620816365049179780',
      entity: 'Payment',
      entityId: '301',
      operation: 'created',
    },
    { ...classic, realmId: '4620816365049179780', entityId: '9' },
  ],
  'classic-unwanted': [classic],
  'cloud-batch-content-type': [cloud],
  'cloud-dotnet-sdk': [],
  'cloud-invoice-created': [{ ...cloud, operation: 'created' }],
  'cloud-invoice-deleted': [{ ...cloud, operation: 'deleted' }],
  'cloud-invoice-emailed': [{ ...cloud, operation: 'emailed' }],
  'cloud-invoice-updated': [cloud],
  'cloud-invoice-void': [{ ...cloud, operation: 'voided' }],
  'cloud-invoice-voided': [{ ...cloud, operation: 'voided' }],
  'cloud-java-sample-deleted': [
    {
      ...cloud,
      realmId: '9341455322581846',
      entityId: '29',
      operation: 'deleted',
      eventTime: 'delete-event',
      occurredAt: null,
    },
  ],
  'cloud-merge-deletedid': [
    {
      ...cloud,
      entity: 'Customer',
      entityId: '123',
      operation: 'merged',
      deletedId: '27',
      eventTime: '2025-12-04T15:25:05Z',
      occurredAt: Date.parse('2025-12-04T15:25:05Z'),
    },
  ],
  'cloud-structured-content-type': [cloud],
  'cloud-voska': [],
  'empty-array': [],
};

describe('a delivery', () => {
  it('is expected for every sample', () => {
    expect(names.sort()).toEqual(Object.keys(expected).sort());
  });

  it.each(names)('is read completely: %s', (name) => {
    expect(readDelivery(bodyOf(name))).toEqual({ events: expected[name], unreadable: 0 });
  });

  it('may be a single CloudEvent outside an array', () => {
    const [one] = JSON.parse(bodyOf('cloud-invoice-updated'));
    expect(readDelivery(JSON.stringify(one))).toEqual({ events: [cloud], unreadable: 0 });
  });

  it('may be empty', () => {
    expect(readDelivery('')).toEqual({ events: [], unreadable: 0 });
  });

  it.each(['{"eventNotifications":', 'null{}', '<xml/>'])(
    'is null when it is not JSON: %s',
    (body) => expect(readDelivery(body)).toBe(null),
  );

  it.each(['{}', 'null', '7', '"text"', '[[]]', '{"eventNotifications":7}'])(
    'in an unknown format contains no event: %s',
    (body) => expect(readDelivery(body)).toEqual({ events: [], unreadable: 1 }),
  );

  it('loses no event to an unreadable one', () => {
    const body = JSON.parse(bodyOf('classic-two-realms'));
    body.eventNotifications[0].dataChangeEvent.entities.unshift({ name: 'Invoice' }, null, {
      name: 'Invoice',
      id: '1; drop',
      operation: 'Update',
    });
    body.eventNotifications.unshift(null, { realmId: '\u0000' });
    const { events, unreadable } = readDelivery(JSON.stringify(body)) ?? {};
    expect(events).toEqual(expected['classic-two-realms']);
    expect(unreadable).toBe(5);
  });

  it.each([
    ['qbo.creditmemo.updated.v1', 'CreditMemo', 'updated'],
    ['qbo.credit_memo.void.v1', 'CreditMemo', 'voided'],
    ['QBO.Invoice.Updated.V2', 'Invoice', 'updated'],
    ['qbo.payment.paid', 'Payment', 'other'],
  ])('names entity and operation as %s', (type, entity, operation) => {
    const [one] = JSON.parse(bodyOf('cloud-invoice-updated'));
    const { events } = readDelivery(JSON.stringify([{ ...one, type }])) ?? {};
    expect(events).toMatchObject([{ entity, operation }]);
  });

  it('may name its properties in other letters', () => {
    const [one] = JSON.parse(bodyOf('cloud-merge-deletedid'));
    const { intuitentityid, intuitaccountid, ...rest } = one;
    const spelled = {
      ...rest,
      intuitEntityId: intuitentityid,
      intuitAccountId: Number(intuitaccountid),
      data: { deletedId: '27' },
    };
    expect(readDelivery(JSON.stringify([spelled]))?.events).toEqual(
      expected['cloud-merge-deletedid'],
    );
  });
});
