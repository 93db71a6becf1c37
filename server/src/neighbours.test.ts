import { beforeAll, describe, expect, test } from 'vitest';
import { billingPlans } from './billing-plans/contract.ts';
import { companyData } from './company-data/contract.ts';
import { companyProfile } from './company-profile/contract.ts';
import { connection } from './connection/contract.ts';
import { customers } from './customers/contract.ts';
import { dealLinks } from './deal-links/contract.ts';
import { drafts } from './drafts/contract.ts';
import { drift } from './drift/contract.ts';
import { initialSync } from './initial-sync/contract.ts';
import { invoiceList } from './invoice-list/contract.ts';
import { invoiceOffers } from './invoice-offers/contract.ts';
import { invoices } from './invoices/contract.ts';
import { items } from './items/contract.ts';
import type { PipedriveUser } from './pipedrive/gateway.ts';
import { pipedriveFields } from './pipedrive-fields/contract.ts';
import { preferences } from './preferences/contract.ts';
import { problems } from './problems/contract.ts';
import { reminders } from './reminders/contract.ts';
import type { Entry, Input } from './shared/contract/contract.ts';
import { syncSettings } from './sync-settings/contract.ts';
import { allRoutes } from './testing/all-routes.ts';
import { signedToken } from './testing/build-test-app.ts';
import { type FilledCompany, fillCompany, rowsOfCompany } from './testing/filled-company.ts';
import { usage } from './usage/contract.ts';

const contracts = {
  'billing-plans': billingPlans,
  'company-profile': companyProfile,
  connection,
  customers,
  drafts,
  invoices,
  items,
  'pipedrive-fields': pipedriveFields,
  reminders,
  'initial-sync': initialSync,
  'deal-links': dealLinks,
  drift,
  'invoice-list': invoiceList,
  'invoice-offers': invoiceOffers,
  preferences,
  problems,
  'sync-settings': syncSettings,
  usage,
  'company-data': companyData,
};

type Contracts = typeof contracts;
type InputOf<E> = E extends Entry ? Input<E> : never;
/** An input for every action; the type makes a missing one a compile error. */
type Calls = { [F in keyof Contracts]: { [A in keyof Contracts[F]]: InputOf<Contracts[F][A]> } };

/** All routes outside the contracts; each is tested where it is defined. */
const otherRoutes = [
  'DELETE /oauth/pipedrive/callback',
  // `/assets/*`, as the router prints it.
  'GET *',
  'GET /api/company-data/export',
  'GET /api/invoices/:invoiceId/pdf',
  'GET /api/live',
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
  'POST /webhooks/pipedrive',
  'POST /webhooks/quickbooks',
];

let filled: FilledCompany;
beforeAll(async () => {
  filled = await fillCompany();
});

const calls = (): Calls => {
  const { dealId, draft, created, customerName } = filled;
  const { draftId } = draft;
  const context = { of: 'deal' as const, id: dealId };
  const one = { context, invoiceId: filled.invoice.id };
  const customerId = filled.invoice.customerId;
  const details = { address: '', email: '', taxId: '' };
  const entry = {
    id: '3f0e5c2a-7c35-4d7f-9b5a-0c9d3c3a5a01',
    dueOn: '2027-01-15',
    label: 'Deposit',
    amount: '10.00',
    source: null,
  };
  const filters = { period: null, text: '', statuses: [] };
  return {
    customers: {
      candidates: { context, name: customerName, email: '' },
      search: { context, text: 'Aa', page: 0 },
      link: { context },
      email: { context, customerId },
      recipients: { context, customerId },
      compare: { context, customerId, details },
      change: { context, customerId },
      update: { context, customerId, fields: { email: 'a@b.example' } },
      unlink: { context },
      reactivate: { context, customerId },
      create: {
        context,
        customer: { name: 'Stranger', address: '', email: '', taxId: '', currency: 'GBP' },
      },
      creating: { context },
    },
    'billing-plans': {
      show: { dealId },
      sources: { dealId },
      save: { dealId, version: 0, entries: [entry] },
    },
    drafts: {
      open: { dealId, draftId, fresh: false },
      lastInvoice: { dealId, customerId, currency: 'USD' },
      knownRecords: { dealId, draftId, name: null, customerId, itemIds: [], number: null },
      previewNumber: { dealId, numberPattern: { pattern: '{counter}', fields: [] } },
      estimates: { dealId, customerId, linkedId: null },
      status: { draftId: created },
      save: { ...draft, version: 1 },
      create: { ...draft, version: 1 },
      choose: { draftId, invoiceId: null },
      discard: { draftId, version: 1 },
    },
    invoices: {
      list: { context },
      refresh: { context },
      ledger: { dealId },
      decline: { dealId, invoiceIds: [filled.invoice.id] },
      show: one,
      known: one,
      edit: { ...one, seen: '0', changes: { memo: 'x' } },
      send: { ...one, to: 'a@b.example', cc: '' },
      attach: one,
      void: one,
      delete: one,
    },
    'invoice-list': {
      list: { context, filters, skip: 0 },
      load: { context, period: null },
      totals: { context, filters },
      search: { context, number: '1', customerId: null, amount: '', date: '' },
    },
    drift: {
      show: one,
      proposal: { ...one, of: 'deal' },
      keep: { ...one, of: 'deal', seen: '' },
    },
    'deal-links': {
      deals: { context },
      link: { dealId, invoiceIds: [filled.invoice.id] },
      unlink: { dealId, invoiceIds: [filled.invoice.id] },
    },
    'pipedrive-fields': {
      show: {},
      choose: { of: 'deal', name: 'number', choice: { kind: 'create' } },
    },
    reminders: {
      show: {},
      existing: { name: 'overdue', days: 7 },
      save: {
        name: 'overdue',
        enabled: true,
        days: 7,
        assignee: 'connection_owner',
        assigneeId: null,
        activityType: 'task',
        text: 'Call {customer}',
        includeExisting: true,
      },
    },
    'initial-sync': { show: {}, again: {} },
    'company-profile': {
      exchangeRate: { currency: 'EUR', date: '2026-11-27' },
      createTerm: { days: 7 },
    },
    'invoice-offers': {
      decline: { context, invoiceIds: [filled.invoice.id] },
      restore: { context, invoiceIds: [filled.invoice.id] },
    },
    'sync-settings': { show: {}, change: { updates: false }, reset: {} },
    usage: { show: {}, retryPipedriveWebhooks: {} },
    items: {
      search: { context, text: 'Aa', page: 0 },
      bundles: { context, text: '' },
      similar: { context, lines: [], samePrices: true },
      links: { text: '', page: 0 },
      changeLink: { productId: 9005, itemId: '1' },
      removeLink: { productId: 9005 },
      settings: {},
      changeSettings: { unknownProducts: 'ask' },
      newItem: {},
      create: { context, name: 'Stranger', accountId: '1', taxable: true, taxCodeId: null },
      reactivate: { context, itemId: '1' },
    },
    preferences: {
      show: {},
      preview: { dealId, mapping: filled.preferences.mapping },
      save: filled.preferences,
    },
    problems: {
      list: { context, ignored: false, skip: 0 },
      retry: { id: `invoice:${filled.invoice.id}` },
      ignore: { id: `invoice:${filled.invoice.id}`, fingerprint: '4002 1' },
      restore: { id: `invoice:${filled.invoice.id}` },
      records: { kinds: [], states: [], number: '', cursor: null },
    },
    connection: { state: {}, ticket: {}, dismissWarning: {}, disconnect: {} },
    'company-data': { show: {}, keep: {}, delete: { when: 'now' } },
  };
};

type Action = `${string}/${string}`;

/** Every call in the order of `calls`, so that disconnecting and deleting come last. */
const everyCall = (): [Action, object, Entry['kind']][] =>
  Object.entries(calls()).flatMap(([feature, actions]) =>
    Object.entries<object>(actions).map(([action, input]): [Action, object, Entry['kind']] => {
      const contract = contracts[feature as keyof Contracts] as Record<string, Entry>;
      return [`${feature}/${action}`, input, contract[action]?.kind ?? 'act'];
    }),
  );

const pdf = async (user: PipedriveUser | null) => {
  const { settings, clock } = filled.fixture.dependencies;
  const token = user && (await signedToken(settings, user, clock.now()));
  return filled.fixture.app.inject({
    url: `/api/invoices/${filled.invoice.id}/pdf?of=deal&id=${filled.dealId}`,
    headers: token ? { authorization: `Bearer ${token}` } : {},
  });
};

/** Names of the secrets that a response contains. */
const leaks = (action: string, body: string): string[] =>
  Object.entries(filled.secrets).flatMap(([secretName, secret]) =>
    body.includes(secret) ? `${action} leaked ${secretName}` : [],
  );

/**
 * Makes every call as a user without access. Checks that nothing leaks or changes; returns each
 * status and error code.
 */
const tryEverything = async (user: PipedriveUser): Promise<Record<string, string>> => {
  // Filling the company made metered reads, which are stored some seconds later.
  await filled.fixture.dependencies.readMeter.flush();
  await filled.fixture.dependencies.callRecords.flush();
  const [rows, contents] = [await rowsOfCompany(filled), await filled.fixture.realmContents()];
  await filled.fixture.forgetCalls();
  const outcomes: Record<string, string> = {};
  for (const [action, input] of everyCall()) {
    const { status, body, response } = await filled.fixture.call(user, action, input);
    const { code = '' } = (body as { error?: { code?: string } }).error ?? {};
    outcomes[action] = `${status} ${code}`.trim();
    expect(leaks(action, response.body)).toEqual([]);
  }
  expect(await filled.fixture.calls()).toEqual([]);
  expect(await rowsOfCompany(filled)).toEqual(rows);
  expect(await filled.fixture.realmContents()).toEqual(contents);
  return outcomes;
};

test('covers every route', () => {
  const known = everyCall().map(([action]) => `POST /api/${action}`);
  expect(allRoutes(filled.fixture.app)).toEqual([...known, ...otherRoutes].sort());
});

describe('a company full of invoices', () => {
  test('is visible to its connection owner, including all secrets that others must not see', async () => {
    let responses = '';
    for (const [action, input, kind] of everyCall()) {
      if (kind !== 'read') continue;
      const { status, response } = await filled.fixture.call(
        filled.fixture.company.owner,
        action,
        input,
      );
      expect(`${action} ${status}`).toBe(`${action} 200`);
      responses += response.body;
    }
    expect(leaks('the connection owner', responses)).toHaveLength(
      Object.keys(filled.secrets).length,
    );
    expect((await pdf(filled.fixture.company.owner)).statusCode).toBe(200);
  });

  test("is closed to a colleague, except for the owner's name and what any user may see", async () => {
    const { connection, preferences, 'company-data': _, ...rest } = calls();
    const closed = Object.entries(rest).flatMap(([feature, actions]) =>
      Object.keys(actions).map((action) => [`${feature}/${action}`, '403 not_owner']),
    );
    expect(await tryEverything(filled.fixture.company.colleague)).toEqual({
      ...Object.fromEntries(closed),
      'connection/state': '200',
      'connection/ticket': '409 connection_taken',
      'connection/dismissWarning': '403 not_owner',
      'connection/disconnect': '403 not_owner',
      'pipedrive-fields/show': '200',
      'problems/list': '200',
      'items/settings': '200',
      'sync-settings/show': '200',
      'reminders/show': '200',
      'preferences/show': '200',
      'preferences/preview': '200',
      'preferences/save': '403 not_owner',
      'company-data/show': '200',
      'company-data/keep': '403 not_admin',
      'company-data/delete': '403 not_admin',
    });
    expect((await pdf(filled.fixture.company.colleague)).statusCode).toBe(403);
  });

  test('is closed to a user of the company who has not installed', async () => {
    const stranger = { companyId: filled.fixture.company.companyId, userId: 987_654 };
    const said = await tryEverything(stranger);
    expect(new Set(Object.values(said))).toEqual(new Set(['403 not_installed']));
    expect((await pdf(stranger)).statusCode).toBe(403);
  });

  test('does not exist for the connection owner of another company', async () => {
    expect((await pdf(filled.other.owner)).statusCode).toBe(404);
    const said = await tryEverything(filled.other.owner);
    expect(said).toMatchObject({
      'drafts/open': '404 not_found',
      'drafts/status': '404 not_found',
      'drafts/save': '409 draft_changed',
      'drafts/create': '409 draft_changed',
      'drafts/choose': '404 not_found',
      'drafts/discard': '404 not_found',
    });
  });

  test('is closed without a token or with an invalid one', async () => {
    for (const authorization of ['', 'Bearer ', 'Bearer x.y.z', 'Basic eDp5']) {
      for (const [action] of everyCall()) {
        const headers = { authorization };
        const request = { method: 'POST' as const, url: `/api/${action}`, headers, payload: '{' };
        const response = await filled.fixture.app.inject(request);
        expect(`${action} ${response.statusCode}`).toBe(`${action} 401`);
      }
    }
    expect((await pdf(null)).statusCode).toBe(401);
  });
});
