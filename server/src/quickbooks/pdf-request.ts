import type { Raw } from './faults.ts';

const networkError = (error: unknown): Raw => {
  const { name, cause } = error as { name?: string; cause?: { code?: string; syscall?: string } };
  return { networkError: cause?.code ?? name, syscall: cause?.syscall };
};

/**
 * Fetches bytes beside node-quickbooks, whose errors for a PDF are a buffer and whose answer hides the
 * headers. A body that is no PDF is given back as text, for the fault in it.
 */
export const requestPdf = async (url: string, token: string, timeoutMs: number): Promise<Raw> => {
  try {
    const answer = await fetch(url, {
      headers: { authorization: `Bearer ${token}`, accept: 'application/pdf' },
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const { status, headers } = answer;
    const isPdf = headers.get('content-type')?.startsWith('application/pdf') === true;
    const body = answer.ok && isPdf ? await answer.bytes() : await answer.text();
    return { status, headers, body };
  } catch (error) {
    return networkError(error);
  }
};
