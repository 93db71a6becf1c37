import type { CreditMemo } from '../company/credit-memo.ts';
import type { Customer, Invoice, Item, Payment } from '../company/entities.ts';
import type { Estimate } from '../company/estimate.ts';
import type { PaymentMethod } from '../company/list-entities.ts';
import { startQuickbooks } from '../start.ts';

type Json = Record<string, unknown>;

/** The emulator under test, over HTTP only. */
export interface Emulator {
  url: string;
  close(): Promise<void>;
  control(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Json & Json[]>;
  openRealm(like: string, preferences?: object): Promise<TestRealm>;
}

export interface TestRealm {
  realmId: string;
  accessToken: string;
  refreshToken: string;
  /** Calls the API with JSON; `fault` is the code of the first error. */
  call(method: 'GET' | 'POST', path: string, body?: unknown): Promise<ApiResult>;
  query(statement: string): Promise<ApiResult>;
  headers: Record<string, string>;
  base: string;
}

/** The response to one batch item. */
export interface BatchItem {
  bId?: string;
  Invoice?: Invoice;
  Customer?: Customer;
  Payment?: Payment;
  QueryResponse?: Answer['QueryResponse'];
  Fault?: Answer['Fault'];
}

/** The changes of one entity. */
export interface ChangeBlock {
  Invoice?: Invoice[];
  Payment?: Payment[];
  Customer?: Customer[];
  Estimate?: (Estimate & { status?: string })[];
  startPosition?: number;
  maxResults?: number;
}

/** Response bodies that tests read; only the keys of the called endpoint are set. */
export interface Answer {
  Invoice: Invoice;
  Customer: Customer;
  Item: Item;
  Payment: Payment;
  CreditMemo: CreditMemo;
  Estimate: Estimate;
  BatchItemResponse: BatchItem[];
  CDCResponse: { QueryResponse: ChangeBlock[] }[];
  Preferences: Json;
  CompanyInfo: Json;
  ExchangeRate: Json;
  QueryResponse: {
    Invoice?: Invoice[];
    Customer?: Customer[];
    Item?: Item[];
    Payment?: Payment[];
    CreditMemo?: CreditMemo[];
    Estimate?: Estimate[];
    PaymentMethod?: PaymentMethod[];
    TaxCode?: { Id: string; Name: string }[];
    totalCount?: number;
    maxResults?: number;
    startPosition?: number;
  };
  Fault?: {
    Error: { code: string; Detail: string; Message: string; element: string }[];
    type: string;
  };
  fault?: { error: { code: string; detail: string; message: string }[]; type: string };
  time: string | number;
}

export interface ApiResult {
  status: number;
  text: string;
  body: Answer;
  fault: string | undefined;
  detail: string;
  headers: Headers;
}

/** Tests send requests without delay. */
const noRateLimits = { requestsPerSecond: null, requestsPerMinute: null, batchesPerMinute: null };

export async function startForTest(): Promise<Emulator> {
  const { url, close } = await startQuickbooks({ small: true });
  const control: Emulator['control'] = async (method, path, body) => {
    const response = await fetch(`${url}/control${path}`, jsonRequest(method, body, {}));
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json() as Promise<Json & Json[]>;
  };
  await control('POST', '/settings', noRateLimits);
  const openRealm: Emulator['openRealm'] = async (like, preferences) => {
    const realm = await control('POST', '/realms', { like, preferences });
    const grant = await control('POST', '/grants', { realmId: realm.realmId });
    return booksAt(
      url,
      String(realm.realmId),
      String(grant.access_token),
      String(grant.refresh_token),
    );
  };
  return { url, close, control, openRealm };
}

function booksAt(
  url: string,
  realmId: string,
  accessToken: string,
  refreshToken: string,
): TestRealm {
  const base = `${url}/v3/company/${realmId}`;
  const headers = { authorization: `Bearer ${accessToken}`, accept: 'application/json' };
  const call: TestRealm['call'] = async (method, path, body) => {
    const response = await fetch(base + path, jsonRequest(method, body, headers));
    return resultOf(response);
  };
  const query: TestRealm['query'] = (statement) =>
    call('GET', `/query?query=${encodeURIComponent(statement)}`);
  return { realmId, accessToken, refreshToken, call, query, headers, base };
}

function jsonRequest(method: string, body: unknown, headers: Record<string, string>): RequestInit {
  if (body === undefined) return { method, headers };
  return {
    method,
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}

async function resultOf(response: Response): Promise<ApiResult> {
  const text = await response.text();
  const body: Answer = text.startsWith('{') ? JSON.parse(text) : {};
  const refused = body.Fault?.Error[0];
  const stopped = body.fault?.error[0];
  return {
    status: response.status,
    text,
    body,
    fault: refused?.code ?? stopped?.code,
    detail: refused?.Detail ?? stopped?.detail ?? '',
    headers: response.headers,
  };
}

/** One sales line; `code` is its tax code. */
export function saleOf(
  amount: number,
  more: { code?: string; [key: string]: unknown } = {},
): object {
  const { code, ...detail } = more;
  return {
    DetailType: 'SalesItemLineDetail',
    Amount: amount,
    SalesItemLineDetail: {
      ItemRef: { value: '1' },
      ...(code && { TaxCodeRef: { value: code } }),
      ...detail,
    },
  };
}
