import { beforeAll, describe, expect, test } from 'vitest';
import { companyBooks } from './books/contract.ts';
import { companyData } from './company-data/contract.ts';
import { connection } from './connection/contract.ts';
import { customers } from './customers/contract.ts';
import { drafts } from './drafts/contract.ts';
import { invoices } from './invoices/contract.ts';
import { items } from './items/contract.ts';
import { links } from './links/contract.ts';
import type { PipedriveUser } from './pipedrive/gateway.ts';
import { preferences } from './preferences/contract.ts';
import type { Entry, Input } from './shared/contract.ts';
import { allRoutes } from './testing/all-routes.ts';
import { signedToken } from './testing/build-test-app.ts';
import { type FullHouse, fillHouse, rowsOfCompany } from './testing/full-house.ts';

const contracts = {
  books: companyBooks,
  connection,
  customers,
  drafts,
  invoices,
  items,
  links,
  preferences,
  'company-data': companyData,
};

type Contracts = typeof contracts;
type InputOf<E> = E extends Entry ? Input<E> : never;
/** What is sent to every action there is: one that is missing here does not compile. */
type Calls = { [F in keyof Contracts]: { [A in keyof Contracts[F]]: InputOf<Contracts[F][A]> } };

/** Routes that no contract knows, all of them; each has a test of its own where it is made. */
const byHand = [
  'DELETE /oauth/pipedrive/callback',
  // `/assets/*`, as the router prints it.
  'GET *',
  'GET /api/company-data/export',
  'GET /api/invoices/:invoiceId/pdf',
  'GET /api/openapi.json',
  'GET /connect',
  'GET /healthz',
  'GET /install',
  'GET /modal',
  'GET /oauth/pipedrive/callback',
  'GET /oauth/pipedrive/start',
  'GET /oauth/quickbooks/callback',
  'GET /oauth/quickbooks/disconnected',
  'GET /oauth/quickbooks/reconnect',
  'GET /panel',
  'GET /readyz',
  'GET /settings',
  'POST /connect/go',
  'POST /connect/look',
  'POST /connect/other',
  'POST /oauth/pipedrive/callback',
];

let house: FullHouse;
beforeAll(async () => {
  house = await fillHouse();
});

const calls = (): Calls => {
  const { dealId, draft, created, customerName } = house;
  const { draftId } = draft;
  const place = { of: 'deal' as const, id: dealId };
  const one = { place, invoiceId: house.invoice.id };
  const customerId = house.invoice.customerId;
  const details = { address: '', email: '', taxId: '' };
  const filters = { period: null, text: '', statuses: [] };
  return {
    customers: {
      candidates: { place, name: customerName, email: '' },
      search: { place, text: 'Aa', page: 0 },
      link: { place },
      email: { place, customerId },
      compare: { place, customerId, details },
      change: { place, customerId },
      update: { place, customerId, fields: { email: 'a@b.example' } },
      unlink: { place },
      create: {
        place,
        customer: { name: 'Stranger', address: '', email: '', taxId: '', currency: 'GBP' },
      },
      creating: { place },
    },
    drafts: {
      open: { dealId, draftId, fresh: false },
      status: { draftId: created },
      save: { ...draft, version: 1 },
      create: { ...draft, version: 1 },
      choose: { draftId, invoiceId: null },
      discard: { draftId, version: 1 },
    },
    invoices: {
      list: { place },
      refresh: { place },
      ledger: { dealId },
      decline: { dealId, invoiceIds: [house.invoice.id] },
      show: one,
      known: one,
      edit: { ...one, seen: '0', changes: { memo: 'x' } },
      send: { ...one, to: 'a@b.example', cc: '' },
      void: one,
      delete: one,
    },
    links: {
      deals: { place },
      list: { place, filters, skip: 0 },
      load: { place, period: null },
      totals: { place, filters },
      search: { place, number: '1', customerId: null, amount: '', date: '' },
      link: { dealId, invoiceIds: [house.invoice.id] },
      unlink: { dealId, invoiceIds: [house.invoice.id] },
    },
    books: { exchangeRate: { currency: 'EUR', date: '2026-11-27' }, createTerm: { days: 7 } },
    items: {
      search: { place, text: 'Aa', page: 0 },
      similar: { place, lines: [], samePrices: true },
    },
    preferences: {
      show: {},
      preview: { dealId, mapping: house.preferences.mapping },
      save: house.preferences,
    },
    connection: { state: {}, ticket: {}, disconnect: {} },
    'company-data': { show: {}, keep: {}, delete: { when: 'now' } },
  };
};

type Action = `${string}/${string}`;

/** In the order of `calls`, which disconnects and deletes last. */
const everyCall = (): [Action, object, Entry['kind']][] =>
  Object.entries(calls()).flatMap(([feature, actions]) =>
    Object.entries<object>(actions).map(([action, input]): [Action, object, Entry['kind']] => {
      const contract = contracts[feature as keyof Contracts] as Record<string, Entry>;
      return [`${feature}/${action}`, input, contract[action]?.kind ?? 'act'];
    }),
  );

const pdf = async (user: PipedriveUser | null) => {
  const { settings, clock } = house.desk.doors;
  const token = user && (await signedToken(settings, user, clock.now()));
  return house.desk.app.inject({
    url: `/api/invoices/${house.invoice.id}/pdf?of=deal&id=${house.dealId}`,
    headers: token ? { authorization: `Bearer ${token}` } : {},
  });
};

/** What of the secrets a call told. */
const leaks = (action: string, body: string): string[] =>
  Object.entries(house.secrets).flatMap(([what, secret]) =>
    body.includes(secret) ? `${action} told ${what}` : [],
  );

/** Makes every call as somebody who may not see the house; returns what each said. */
const tryEverything = async (user: PipedriveUser): Promise<Record<string, string>> => {
  // What filling the house read is counted some seconds later.
  await house.desk.doors.readMeter.flush();
  const [rows, ledger] = [await rowsOfCompany(house), await house.desk.ledger()];
  await house.desk.forgetCalls();
  const said: Record<string, string> = {};
  for (const [action, input] of everyCall()) {
    const { status, body, response } = await house.desk.call(user, action, input);
    const { code = '' } = (body as { error?: { code?: string } }).error ?? {};
    said[action] = `${status} ${code}`.trim();
    expect(leaks(action, response.body)).toEqual([]);
  }
  expect(await house.desk.calls()).toEqual([]);
  expect(await rowsOfCompany(house)).toEqual(rows);
  expect(await house.desk.ledger()).toEqual(ledger);
  return said;
};

test('no route is forgotten', () => {
  const known = everyCall().map(([action]) => `POST /api/${action}`);
  expect(allRoutes(house.desk.app)).toEqual([...known, ...byHand].sort());
});

describe('a house full of invoices', () => {
  test('is told to its holder: what the others must not see is there to be seen', async () => {
    let told = '';
    for (const [action, input, kind] of everyCall()) {
      if (kind !== 'read') continue;
      const { status, response } = await house.desk.call(house.desk.company.holder, action, input);
      expect(`${action} ${status}`).toBe(`${action} 200`);
      told += response.body;
    }
    expect(leaks('the holder', told)).toHaveLength(Object.keys(house.secrets).length);
    expect((await pdf(house.desk.company.holder)).statusCode).toBe(200);
  });

  test('is closed to a colleague, who learns who holds it and what any user may know', async () => {
    const { connection, preferences, 'company-data': _, ...rest } = calls();
    const closed = Object.entries(rest).flatMap(([feature, actions]) =>
      Object.keys(actions).map((action) => [`${feature}/${action}`, '403 not_holder']),
    );
    expect(await tryEverything(house.desk.company.colleague)).toEqual({
      ...Object.fromEntries(closed),
      'connection/state': '200',
      'connection/ticket': '409 connection_taken',
      'connection/disconnect': '403 not_holder',
      'preferences/show': '200',
      'preferences/preview': '200',
      'preferences/save': '403 not_holder',
      'company-data/show': '200',
      'company-data/keep': '403 not_admin',
      'company-data/delete': '403 not_admin',
    });
    expect((await pdf(house.desk.company.colleague)).statusCode).toBe(403);
  });

  test('is closed to somebody there who has not installed', async () => {
    const stranger = { companyId: house.desk.company.companyId, userId: 987_654 };
    const said = await tryEverything(stranger);
    expect(new Set(Object.values(said))).toEqual(new Set(['403 not_installed']));
    expect((await pdf(stranger)).statusCode).toBe(403);
  });

  test('does not exist for the holder of another company', async () => {
    expect((await pdf(house.other.holder)).statusCode).toBe(404);
    const said = await tryEverything(house.other.holder);
    expect(said).toMatchObject({
      'drafts/open': '404 not_found',
      'drafts/status': '404 not_found',
      'drafts/save': '409 draft_changed',
      'drafts/create': '409 draft_changed',
      'drafts/choose': '404 not_found',
      'drafts/discard': '404 not_found',
    });
  });

  test('is closed to whoever has no token, or one that nobody signed', async () => {
    for (const authorization of ['', 'Bearer ', 'Bearer x.y.z', 'Basic eDp5']) {
      for (const [action] of everyCall()) {
        const headers = { authorization };
        const asked = { method: 'POST' as const, url: `/api/${action}`, headers, payload: '{' };
        const answer = await house.desk.app.inject(asked);
        expect(`${action} ${answer.statusCode}`).toBe(`${action} 401`);
      }
    }
    expect((await pdf(null)).statusCode).toBe(401);
  });
});
