import type Database from 'better-sqlite3';
import { asc } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { drafts } from '../drafts/tables.ts';
import { operations } from '../operations/tables.ts';
import { turns } from '../scheduler/tables.ts';
import { insertRow as insert, openMigrated, type Row } from '../testing/open-migrated.ts';
import type { Db } from './database.ts';
import type { SqliteDb } from './sqlite.ts';

/** The last migration before operations existed: the released schema. */
const openFormer = (fill: (client: Database.Database) => void): SqliteDb => openMigrated(14, fill);

const of = { company_id: 1, realm_id: '9341000000000000001' };

const draft = (id: string, differs: Row = {}): Row => ({
  ...of,
  id,
  deal_id: Number(id.slice(1)),
  user_id: 2,
  state: 'editing',
  version: 1,
  content: '{}',
  summary: '{}',
  created_at: 1,
  updated_at: 1,
  party: '{"party":"organization","partyId":7}',
  ...differs,
});

const attempt = (draftId: string, differs: Row = {}): Row => ({
  ...of,
  request_id: `i-${draftId}-0`,
  draft_id: draftId,
  kind: 'invoice',
  generation: 0,
  body: '{"DisplayName":"Larch"}',
  state: 'open',
  sent_at: 100,
  last_sent_at: 110,
  ...differs,
});

const change = (id: string, differs: Row = {}): Row => ({
  ...of,
  id,
  user_id: 2,
  request_id: `${id}-0`,
  body: '{"Id":"1"}',
  state: 'open',
  sent_at: 100,
  last_sent_at: 110,
  ...differs,
});

const rowsOf = async (db: Db) => {
  const rows = await db.select().from(operations).orderBy(asc(operations.id));
  return Object.fromEntries(rows.map((row) => [row.id, row]));
};

test('creations of invoices keep their state, also unconfirmed ones', async () => {
  const found = '[{"id":"145"}]';
  const db = openFormer((client) => {
    for (const id of ['d1', 'd2', 'd3', 'd4', 'd5', 'd6']) insert(client, 'drafts', draft(id));
    client.exec("update drafts set state = 'sending' where id = 'd1'");
    client.exec("update drafts set state = 'unknown' where id = 'd2'");
    client.exec("update drafts set state = 'choose' where id = 'd3'");
    insert(client, 'attempts', attempt('d1', { lease_owner: 'a', lease_until: 500 }));
    insert(client, 'attempts', attempt('d2', { not_found: 1, looked_at: 120 }));
    const asking = { lease_owner: 'user', lease_until: Number.MAX_SAFE_INTEGER, found };
    insert(client, 'attempts', attempt('d3', asking));
    insert(client, 'attempts', attempt('d4', { state: 'done', result_id: '145' }));
    insert(client, 'attempts', attempt('d5', { state: 'refused', tid: 't' }));
    insert(client, 'attempts', attempt('d6', { state: 'not_created' }));
  });
  expect(await rowsOf(db)).toMatchObject({
    'i-d1-0': {
      kind: 'create_invoice',
      subject: 'draft',
      subjectId: 'd1',
      draftId: 'd1',
      dealId: 1,
      userId: 2,
      requestId: 'i-d1-0',
      body: { DisplayName: 'Larch' },
      state: 'sending',
      sentAt: 100,
      lastSentAt: 110,
      leaseUntil: 500,
      nextAt: 500,
    },
    'i-d2-0': { state: 'unconfirmed', notFound: 1, leaseUntil: null, nextAt: 100 },
    'i-d3-0': { state: 'asking', candidates: [{ id: '145' }], leaseUntil: null, nextAt: null },
    'i-d4-0': { state: 'done', resultId: '145', nextAt: null },
    'i-d5-0': { state: 'refused', tid: 't', nextAt: null },
    'i-d6-0': { state: 'not_done', nextAt: null },
  });
  const states = await db.select({ id: drafts.id, state: drafts.state }).from(drafts);
  expect(states.filter(({ state }) => state === 'sending').map(({ id }) => id)).toEqual([
    'd1',
    'd2',
    'd3',
  ]);
  db.close();
});

test('several open creations of a customer for one organization all remain', async () => {
  const customer = (draftId: string, differs: Row = {}) =>
    attempt(draftId, { kind: 'customer', request_id: `c-${draftId}-0`, ...differs });
  const create = {
    kind: 'create',
    customer_id: '',
    name: 'Birch',
    asked: '{"email":"a@b.example"}',
  };
  const db = openFormer((client) => {
    for (const id of ['d1', 'd2', 'd3']) insert(client, 'drafts', draft(id, { state: 'unknown' }));
    insert(client, 'drafts', draft('d4', { state: 'unknown', party: null }));
    insert(client, 'drafts', draft('d5', { party: '{"party":"person","partyId":3}' }));
    insert(client, 'attempts', customer('d1'));
    insert(client, 'attempts', customer('d2', { sent_at: 90 }));
    insert(client, 'attempts', customer('d4'));
    insert(client, 'attempts', customer('d5', { state: 'done', result_id: '58' }));
    insert(client, 'attempts', customer('d3', { state: 'not_created' }));
    const page = { party: 'person', party_id: 3 };
    insert(client, 'customer_changes', change('n1', { ...create, ...page }));
    const refused = { fault: '{"code":"6240","element":null,"said":"Taken"}', state: 'refused' };
    insert(client, 'customer_changes', change('n2', { ...create, ...page, ...refused }));
    const done = { state: 'done', customer_id: '58' };
    insert(client, 'customer_changes', change('n3', { ...create, ...page, ...done }));
    const update = { kind: 'update', customer_id: '58', name: 'Birch', asked: '{"taxId":"1"}' };
    insert(client, 'customer_changes', change('u1', { ...update, deal_id: 5 }));
    insert(client, 'customer_changes', change('u2', { ...update, state: 'not_done' }));
  });
  expect(await rowsOf(db)).toMatchObject({
    'c-d1-0': {
      kind: 'draft_customer',
      subject: 'draft',
      subjectId: 'd1',
      data: { name: 'Larch' },
    },
    'c-d2-0': { subject: 'organization', subjectId: '7', state: 'unconfirmed' },
    'c-d3-0': { subject: 'organization', subjectId: '7', state: 'not_done' },
    'c-d4-0': { subject: 'draft', subjectId: 'd4' },
    'c-d5-0': { subject: 'person', subjectId: '3', state: 'done', resultId: '58' },
    n1: {
      kind: 'create_customer',
      subject: 'person',
      subjectId: '3',
      state: 'unconfirmed',
      data: { name: 'Birch', asked: { email: 'a@b.example' } },
      nextAt: 110,
    },
    n2: { state: 'refused', fault: { code: '6240', said: 'Taken' } },
    n3: { state: 'done', resultId: '58' },
    u1: { kind: 'update_customer', subject: 'customer', subjectId: '58', dealId: 5 },
    u2: { state: 'not_done', nextAt: null },
  });
  db.close();
});

test('changes of invoices and notes keep their state', async () => {
  const asked = '{"was":{"number":"1001"}}';
  const link = (hash: string) =>
    `<p>Invoice</p><p><a href="https://qbo.example/invoice?txnId=1&#38;companyId=${of.realm_id}${hash}">Open</a></p>`;
  const note = (id: string, differs: Row): Row => ({
    company_id: 1,
    id,
    user_id: 2,
    kind: 'deal_note',
    deal_id: 5,
    content: link(''),
    state: 'waiting',
    next_at: 300,
    created_at: 200,
    ...differs,
  });
  const db = openFormer((client) => {
    const on = (id: string) => ({ invoice_id: id, asked });
    insert(
      client,
      'invoice_changes',
      change('v', { ...on('1'), kind: 'void', lease_owner: 'a', lease_until: 400 }),
    );
    insert(client, 'invoice_changes', change('e', { ...on('2'), kind: 'edit' }));
    insert(client, 'invoice_changes', change('s', { ...on('3'), kind: 'send', state: 'done' }));
    insert(
      client,
      'invoice_changes',
      change('d', { ...on('4'), kind: 'delete', state: 'refused', body: null }),
    );
    insert(client, 'invoice_changes', change('n', { ...on('5'), kind: 'edit', state: 'not_done' }));
    insert(client, 'outbox', note('o1', {}));
    insert(client, 'outbox', note('o2', { unclear: 1, tries: 3, content: link('#voided') }));
    insert(client, 'outbox', note('o3', { state: 'done' }));
    insert(client, 'outbox', note('o4', { state: 'given_up' }));
  });
  expect(await rowsOf(db)).toMatchObject({
    v: {
      kind: 'void_invoice',
      subject: 'invoice',
      subjectId: '1',
      state: 'sending',
      leaseUntil: 400,
      nextAt: 400,
      data: { was: { number: '1001' } },
    },
    e: { kind: 'edit_invoice', state: 'unconfirmed', nextAt: 110 },
    s: { kind: 'send_invoice', state: 'done' },
    d: { kind: 'delete_invoice', state: 'refused', body: null },
    n: { state: 'not_done' },
    o1: {
      kind: 'deal_note',
      realmId: of.realm_id,
      dealId: 5,
      state: 'waiting',
      nextAt: 300,
      data: { html: link('') },
    },
    o2: { state: 'unconfirmed', tries: 3, realmId: of.realm_id },
    o3: { state: 'done', nextAt: null },
    o4: { state: 'not_done', nextAt: null },
  });
  db.close();
});

test('existing operations and tickets get turns', async () => {
  const ticket = { company_id: 3, user_id: 2, expires_at: 900, stage: 'ask', ticket_hash: 'hash' };
  const db = openFormer((client) => {
    for (const id of ['d1', 'd2']) insert(client, 'drafts', draft(id, { state: 'unknown' }));
    insert(client, 'attempts', attempt('d1', { looked_at: 120 }));
    insert(client, 'attempts', attempt('d2', { lease_owner: 'a', lease_until: 500 }));
    insert(client, 'connect_tickets', ticket);
  });
  const rows = await db.select().from(turns).orderBy(asc(turns.companyId));
  expect(rows).toMatchObject([
    { companyId: 1, realmId: of.realm_id, job: 'quickbooks', dueAt: 100, leaseUntil: null },
    { companyId: 3, realmId: '', job: 'consents', dueAt: 0 },
  ]);
  db.close();
});
