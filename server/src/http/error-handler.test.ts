import Fastify from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { AppError } from '../app-error.ts';
import { type ErrorCode, errorStatus } from '../shared/contract/error-body.ts';
import { handleErrors } from './error-handler.ts';

/** A server whose route `/` throws this error. */
const makeServer = (error: unknown) => {
  const app = Fastify({ bodyLimit: 100 });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  handleErrors(app);
  const body = z.object({ dealId: z.number(), lines: z.array(z.object({ name: z.string() })) });
  app.post('/checked', { schema: { body } }, () => ({}));
  app.get('/', () => {
    throw error;
  });
  return app;
};

const codes = Object.keys(errorStatus) as ErrorCode[];

describe('a thrown error', () => {
  test.each(codes)('responds to %s with its status, code and request id', async (code) => {
    const response = await makeServer(new AppError(code)).inject('/');
    expect(response.statusCode).toBe(errorStatus[code]);
    expect(response.json()).toEqual({ error: { code, requestId: expect.any(String) } });
  });

  test('sends details, and retryAfter as a header', async () => {
    const busy = new AppError('quickbooks_busy', { details: { retryAfter: 60, tid: '1-tid' } });
    const response = await makeServer(busy).inject('/');
    expect(response.headers['retry-after']).toBe('60');
    expect(response.json()).toMatchObject({ error: { details: { retryAfter: 60, tid: '1-tid' } } });
  });

  test.each([new Error('SQLITE_FULL: secret path'), 'just text', null])(
    'hides an unexpected error behind the code internal',
    async (error) => {
      const response = await makeServer(error).inject('/');
      expect(response.statusCode).toBe(500);
      expect(response.json()).toEqual({
        error: { code: 'internal', requestId: expect.any(String) },
      });
    },
  );
});

describe('an invalid request', () => {
  const post = (payload: string, type = 'application/json') =>
    makeServer(null).inject({
      method: 'POST',
      url: '/checked',
      headers: { 'content-type': type },
      payload,
    });

  test('returns the invalid fields of a body', async () => {
    const response = await post('{"dealId":"x","lines":[{"name":1}]}');
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({
      error: {
        code: 'invalid_input',
        fields: [
          { path: 'dealId', problem: 'refused' },
          { path: 'lines.0.name', problem: 'refused' },
        ],
      },
    });
  });

  test.each([
    ['is not JSON', '{', 'application/json'],
    ['is too large', `"${'x'.repeat(200)}"`, 'application/json'],
    ['has an unknown content type', 'x', 'text/odd'],
  ])('returns 422 when the body %s', async (_, payload, type) => {
    const response = await post(payload, type);
    expect(response.statusCode).toBe(422);
    expect(response.json()).toMatchObject({ error: { code: 'invalid_input' } });
  });

  test('returns 404 for an unknown route', async () => {
    const response = await makeServer(null).inject('/nowhere');
    expect(response.statusCode).toBe(404);
    expect(response.json()).toMatchObject({ error: { code: 'not_found' } });
  });
});
