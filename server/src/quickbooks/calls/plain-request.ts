import { limitedBytes, limitedText, mostBytes } from '../../limited-body.ts';
import type { Raw } from './faults.ts';
import { jsonOrText } from './json-in-turns.ts';
import { networkError } from './network-error.ts';

type Plain = { url: string; token: string; timeoutMs: number };

/** One plain fetch beside node-quickbooks; a network error is a value too. */
const fetchPlainly = async (
  { url, token, timeoutMs }: Plain,
  init: { method: 'GET' | 'POST'; headers: Record<string, string>; body?: string },
  read: (answer: Response) => Promise<unknown>,
): Promise<Raw> => {
  try {
    const answer = await fetch(url, {
      ...init,
      headers: { authorization: `Bearer ${token}`, ...init.headers },
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const { status, headers } = answer;
    return { status, headers, body: await read(answer) };
  } catch (error) {
    const { name, cause } = error as { name?: string; cause?: { code?: string } };
    return networkError(cause?.code ?? name, cause);
  }
};

const textOf = (answer: Response) => limitedText(answer, mostBytes.api);

const isPdf = ({ ok, headers }: Response) =>
  ok && headers.get('content-type')?.startsWith('application/pdf') === true;

/**
 * Fetches bytes: errors for a PDF are a buffer in node-quickbooks, and its answer hides the headers. A
 * body that is no PDF is given back as text, for the fault in it.
 */
export const requestPdf = (plain: Plain): Promise<Raw> =>
  fetchPlainly(plain, { method: 'GET', headers: { accept: 'application/pdf' } }, (answer) =>
    isPdf(answer) ? limitedBytes(answer, mostBytes.api) : textOf(answer),
  );

const bodyOf = async (answer: Response) => jsonOrText(await limitedBytes(answer, mostBytes.api));

/** Reads one object. */
export const requestObject = (plain: Plain): Promise<Raw> =>
  fetchPlainly(plain, { method: 'GET', headers: { accept: 'application/json' } }, bodyOf);

/**
 * Posts a statement (Intuit: data queries). node-quickbooks puts it into the address, where long lists do
 * not fit and Axios leaves brackets unescaped.
 */
export const requestQuery = (plain: Plain, statement: string): Promise<Raw> => {
  const headers = { accept: 'application/json', 'content-type': 'application/text' };
  return fetchPlainly(plain, { method: 'POST', headers, body: statement }, bodyOf);
};

/** Posts nothing, as the bytes that Intuit wants for it (Intuit: Invoice, send). */
export const requestSend = (plain: Plain): Promise<Raw> => {
  const headers = { accept: 'application/json', 'content-type': 'application/octet-stream' };
  return fetchPlainly(plain, { method: 'POST', headers }, bodyOf);
};
