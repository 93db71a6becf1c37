import { limitedBytes, limitedText, mostBytes } from '../../vendor-calls/limited-body.ts';
import type { Raw } from './faults.ts';
import { jsonOrText } from './json-in-turns.ts';
import { networkError } from './network-error.ts';

type RequestOptions = { url: string; token: string; timeoutMs: number };

/** Fetches without node-quickbooks. Network errors are returned, not thrown. */
const fetchRaw = async (
  { url, token, timeoutMs }: RequestOptions,
  init: { method: 'GET' | 'POST'; headers: Record<string, string>; body?: string },
  read: (response: Response) => Promise<unknown>,
): Promise<Raw> => {
  try {
    const response = await fetch(url, {
      ...init,
      headers: { authorization: `Bearer ${token}`, ...init.headers },
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const { status, headers } = response;
    return { status, headers, body: await read(response) };
  } catch (error) {
    const { name, cause } = error as { name?: string; cause?: { code?: string } };
    return networkError(cause?.code ?? name, cause);
  }
};

const textOf = (response: Response) => limitedText(response, mostBytes.api);

const isPdf = ({ ok, headers }: Response) =>
  ok && headers.get('content-type')?.startsWith('application/pdf') === true;

/**
 * Fetches a PDF as bytes; returns any other body as text, because it may contain a fault.
 * node-quickbooks hides the headers of PDFs and returns their errors as a buffer.
 */
export const requestPdf = (options: RequestOptions): Promise<Raw> =>
  fetchRaw(options, { method: 'GET', headers: { accept: 'application/pdf' } }, (response) =>
    isPdf(response) ? limitedBytes(response, mostBytes.api) : textOf(response),
  );

const bodyOf = async (response: Response) =>
  jsonOrText(await limitedBytes(response, mostBytes.api));

/** GETs a JSON object. */
export const requestObject = (options: RequestOptions): Promise<Raw> =>
  fetchRaw(options, { method: 'GET', headers: { accept: 'application/json' } }, bodyOf);

/**
 * POSTs a query. node-quickbooks puts it into the URL, which limits its length and breaks brackets.
 * https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/data-queries
 */
export const requestQuery = (options: RequestOptions, statement: string): Promise<Raw> => {
  const headers = { accept: 'application/json', 'content-type': 'application/text' };
  return fetchRaw(options, { method: 'POST', headers, body: statement }, bodyOf);
};

/**
 * POSTs an empty body; `send` requires the content type application/octet-stream.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
 */
export const requestSend = (options: RequestOptions): Promise<Raw> => {
  const headers = { accept: 'application/json', 'content-type': 'application/octet-stream' };
  return fetchRaw(options, { method: 'POST', headers }, bodyOf);
};
