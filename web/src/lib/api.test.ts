import { beforeEach, describe, expect, it, vi } from 'vitest';
import { api } from './api.ts';
import { ApiError } from './api-error.ts';

const { tokens } = vi.hoisted(() => ({ tokens: { current: 'first' } }));
vi.mock('../host/signed-token.ts', () => ({
  signedToken: () => Promise.resolve(tokens.current),
  forgetToken: () => {
    tokens.current = 'second';
  },
}));

const answer = (status: number, body: unknown) => new Response(JSON.stringify(body), { status });
const failure = (code: string, more = {}) => ({ error: { code, requestId: 'r1', ...more } });
const fetched = vi.fn<typeof fetch>();

beforeEach(() => {
  tokens.current = 'first';
  fetched.mockReset();
  vi.stubGlobal('fetch', fetched);
});

const errorFrom = async (call: Promise<unknown>): Promise<ApiError> => {
  const error = await call.catch((reason: unknown) => reason);
  if (error instanceof ApiError) return error;
  throw new Error('expected an ApiError');
};

describe('api call', () => {
  it('posts its input to the feature and action of the same name, with the token', async () => {
    fetched.mockResolvedValueOnce(answer(200, { invoices: [] }));
    expect(await api.invoices.list({ context: { of: 'deal', id: 101 } })).toEqual({ invoices: [] });
    const [path, init] = fetched.mock.calls[0] ?? [];
    expect(path).toBe('/api/invoices/list');
    expect(init).toMatchObject({
      method: 'POST',
      body: '{"context":{"of":"deal","id":101}}',
      credentials: 'omit',
      headers: { authorization: 'Bearer first', 'content-type': 'application/json' },
    });
  });

  it('is repeated once with a new token when the first one has expired', async () => {
    fetched
      .mockResolvedValueOnce(answer(401, failure('bad_token')))
      .mockResolvedValueOnce(answer(200, {}));
    await api.connection.state({});
    expect(fetched.mock.calls[1]?.[1]?.headers).toMatchObject({ authorization: 'Bearer second' });
  });

  it('fails when the second token is rejected too', async () => {
    fetched.mockImplementation(async () => answer(401, failure('bad_token')));
    expect((await errorFrom(api.connection.state({}))).code).toBe('bad_token');
    expect(fetched).toHaveBeenCalledTimes(2);
  });
});

describe('failed api call', () => {
  it('has the code, fields, details and request id of the response', async () => {
    const fields = [{ path: 'customer.email', problem: 'not_an_email' }];
    const body = failure('invalid_input', { fields, details: { tid: 't1' } });
    fetched.mockResolvedValueOnce(answer(422, body));
    const error = await errorFrom(api.connection.state({}));
    expect(error).toMatchObject({
      code: 'invalid_input',
      fields,
      details: { tid: 't1' },
      requestId: 'r1',
    });
  });

  it('is offline without a response, and with one from a proxy', async () => {
    fetched.mockRejectedValueOnce(new TypeError('Failed to fetch'));
    expect((await errorFrom(api.connection.state({}))).code).toBe('offline');
    fetched.mockResolvedValueOnce(new Response('<html>', { status: 502 }));
    expect((await errorFrom(api.connection.state({}))).code).toBe('offline');
  });

  it('is offline when no response arrived within the time-out', async () => {
    const over = AbortSignal.abort(new DOMException('too long', 'TimeoutError'));
    const waited = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(over);
    fetched.mockImplementation((_path, init) => Promise.reject(init?.signal?.reason));
    expect((await errorFrom(api.connection.state({}, { patienceMs: 20_000 }))).code).toBe(
      'offline',
    );
    expect(waited).toHaveBeenCalledWith(20_000);
    waited.mockRestore();
  });

  it('is offline when the connection breaks in the middle of the response', async () => {
    fetched.mockResolvedValueOnce(new Response('{"invoi', { status: 200 }));
    expect((await errorFrom(api.invoices.list({ context: { of: 'deal', id: 1 } }))).code).toBe(
      'offline',
    );
  });

  it('is internal when the code is unknown', async () => {
    fetched.mockResolvedValueOnce(answer(418, failure('brand_new')));
    expect(await errorFrom(api.connection.state({}))).toMatchObject({
      code: 'internal',
      requestId: 'r1',
    });
  });

  it('stays an abort when the caller aborted', async () => {
    const gone = new AbortController();
    gone.abort();
    fetched.mockRejectedValueOnce(gone.signal.reason);
    const call = api.connection.state({}, { signal: gone.signal });
    await expect(call).rejects.toBe(gone.signal.reason);
  });
});
