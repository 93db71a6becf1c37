import { AsyncLocalStorage } from 'node:async_hooks';
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { createRequire } from 'node:module';
import QuickBooks from 'node-quickbooks';
import { AppError } from '../app-error.ts';
import type { Clock } from '../clock.ts';
import type { Settings } from '../config.ts';
import type { Access } from '../oauth/access-tokens.ts';
import { mostBytes } from '../vendor-calls/limited-body.ts';
import { batchAnswers, batchItems } from './calls/batch.ts';
import { makeCalls, type Traffic } from './calls/call.ts';
import type { ClockSkew } from './calls/clock-skew.ts';
import type { Raw } from './calls/faults.ts';
import { jsonOrText } from './calls/json-in-turns.ts';
import { networkError } from './calls/network-error.ts';
import { requestObject, requestPdf, requestQuery, requestSend } from './calls/plain-request.ts';
import { statement } from './calls/query.ts';
import type { InvoiceVersion, Realm } from './gateway.ts';
import type { WireBody } from './models.ts';
import type { Query, QuickbooksClient } from './quickbooks-client.ts';

type Callback = (error: unknown) => void;
type Client = Record<string, (...args: [...unknown[], Callback]) => void>;

type AxiosResponse = { status: number; headers: Record<string, unknown>; data: unknown };
type AxiosError = { code?: string; response?: AxiosResponse; cause?: unknown };
type Interceptors<T> = { use(good: (value: T) => T, bad?: (error: AxiosError) => never): void };
type Axios = {
  interceptors: {
    request: Interceptors<Record<string, unknown>>;
    response: Interceptors<AxiosResponse>;
  };
};

/** Request options of one call, and its response. */
type Wire = { config: Record<string, unknown>; raw: Raw | null };

const wire = new AsyncLocalStorage<Wire>();

const headersOf = (headers: Record<string, unknown>): Headers =>
  new Headers(Object.entries(headers).map(([name, value]) => [name, String(value)]));

const recordResponse = ({ status, headers, data }: AxiosResponse) => {
  const call = wire.getStore();
  if (call) call.raw = { status, headers: headersOf(headers), body: data };
};

/**
 * node-quickbooks has no time-out, hides headers and returns Axios errors, which contain the bearer
 * token. Interceptors on its Axios correct this for calls made here.
 */
const axios = createRequire(import.meta.resolve('node-quickbooks'))('axios') as Axios;
axios.interceptors.request.use((config) => Object.assign(config, wire.getStore()?.config));
axios.interceptors.response.use(
  (response) => {
    recordResponse(response);
    return response;
  },
  (error) => {
    const call = wire.getStore();
    if (error.response) recordResponse(error.response);
    else if (call) call.raw = networkError(error.code, error.cause);
    throw error;
  },
);

/** Reads share connections. Each write opens a new one, which cannot have been closed meanwhile. */
const makeAgents = (keepAlive: boolean) => ({
  httpAgent: new HttpAgent({ keepAlive }),
  httpsAgent: new HttpsAgent({ keepAlive }),
});

const limits = { maxRedirects: 0, maxContentLength: mostBytes.api, proxy: false };

/** Pass an object, because node-quickbooks would read the invoice first when given an id. */
const versionBody = ({ id, syncToken }: InvoiceVersion): WireBody => ({
  Id: id,
  SyncToken: syncToken,
});

/** Makes all calls to QuickBooks. `access` supplies tokens by connection id. */
export const makeClient = (
  settings: Settings['quickbooks'],
  access: Access<string>,
  clock: Clock,
  skew: ClockSkew,
  traffic?: Traffic,
): QuickbooksClient => {
  const calls = makeCalls(access, clock, skew, traffic);
  const { timeoutMs } = settings;
  const endpoint = `${settings.apiUrl}/v3/company/`;
  const sharedAgents = makeAgents(true);

  const clientOf = (realmId: string, token: string): Client => {
    const client = new QuickBooks('', '', token, false, realmId, false, false, '75', '2.0');
    client.endpoint = endpoint;
    return client as unknown as Client;
  };

  /** Calls a method of a client created for this call; a time-out closes its socket. */
  const request =
    (realm: Realm, requestConfig: Record<string, unknown>, method: string, ...args: unknown[]) =>
    (token: string): Promise<Raw> => {
      const signal = AbortSignal.timeout(timeoutMs);
      const call: Wire = { config: { ...requestConfig, ...limits, signal }, raw: null };
      return new Promise((resolve) => {
        const done = () => resolve(call.raw ?? { networkError: undefined });
        wire.run(call, () => clientOf(realm.realmId, token)[method]?.(...args, done));
      });
    };

  /** Parses the response in turns, because Axios would block while parsing 1,000 invoices. */
  const requestBatch =
    (realm: Realm, queries: Query[]) =>
    async (token: string): Promise<Raw> => {
      const requestConfig = { ...sharedAgents, responseType: 'arraybuffer' };
      const raw = await request(realm, requestConfig, 'batch', batchItems(queries))(token);
      return 'body' in raw && raw.body instanceof Uint8Array
        ? { ...raw, body: await jsonOrText(raw.body) }
        : raw;
    };

  const write = (realm: Realm, method: string, body: WireBody, requestId: string) =>
    calls.write(realm, (token) => {
      // A copy for each call, because node-quickbooks changes the fields of its argument.
      const copy = { ...body, requestId };
      return request(realm, makeAgents(false), method, copy)(token);
    });

  const urlOf = ({ realmId }: Realm, invoiceId: string, rest: string) =>
    `${endpoint}${realmId}/invoice/${encodeURIComponent(invoiceId)}/${rest}`;

  return {
    find: (realm, query) => {
      const url = `${endpoint}${realm.realmId}/query?minorversion=75`;
      const text = statement(query);
      return calls.read(realm, (token) => requestQuery({ url, token, timeoutMs }, text));
    },
    async read(realm, entity, id) {
      // Anything but digits could change the URL's path.
      if (!/^\d+$/.test(id)) throw new AppError('not_found');
      const path = `${realm.realmId}/${entity.toLowerCase()}/${id}`;
      const url = `${endpoint}${path}?minorversion=75`;
      return calls.read(realm, (token) => requestObject({ url, token, timeoutMs }));
    },
    // Not with node-quickbooks, which would block while it parses 1,000 invoices.
    changes(realm, entities, since) {
      const query = new URLSearchParams({
        entities: entities.join(','),
        changedSince: since,
        minorversion: '75',
      });
      const url = `${endpoint}${realm.realmId}/cdc?${query}`;
      return calls.read(realm, (token) => requestObject({ url, token, timeoutMs }));
    },
    companyInfo: (realm) =>
      calls.read(realm, request(realm, sharedAgents, 'getCompanyInfo', realm.realmId)),
    preferences: (realm) => calls.read(realm, request(realm, sharedAgents, 'getPreferences')),
    exchangeRate: (realm, { currency, date }) => {
      const of = { sourcecurrencycode: currency, asofdate: date };
      return calls.read(realm, request(realm, sharedAgents, 'getExchangeRate', of));
    },
    async findTogether(realm, queries) {
      // The batch contains only queries, so it may be repeated like any read.
      const response = await calls.read(realm, requestBatch(realm, queries), { batch: true });
      return batchAnswers(response, queries.length);
    },
    create: (realm, entity, body, requestId) => write(realm, `create${entity}`, body, requestId),
    update: (realm, entity, body, requestId) => write(realm, `update${entity}`, body, requestId),
    void: (realm, invoice, requestId) =>
      write(realm, 'voidInvoice', versionBody(invoice), requestId),
    delete: (realm, invoice, requestId) =>
      write(realm, 'deleteInvoice', versionBody(invoice), requestId),
    send: (realm, invoiceId, to) => {
      const query = to === '' ? '' : `sendTo=${encodeURIComponent(to)}&`;
      const url = urlOf(realm, invoiceId, `send?${query}minorversion=75`);
      return calls.write(realm, (token) => requestSend({ url, token, timeoutMs }));
    },
    async pdf(realm, invoiceId) {
      const url = urlOf(realm, invoiceId, 'pdf?minorversion=75');
      const bytes = await calls.read(realm, (token) => requestPdf({ url, token, timeoutMs }));
      return bytes as Uint8Array;
    },
  };
};
