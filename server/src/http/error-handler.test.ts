import Fastify from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { AppError } from '../app-error.ts';
import { type ErrorCode, errorStatus } from '../shared/contract/error-body.ts';
import { handleErrors } from './error-handler.ts';

/** A server whose one route fails like this. */
const failing = (error: unknown) => {
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

describe('an error', () => {
  test.each(codes)(
    '%s leaves under its own status, with its code and the request id',
    async (code) => {
      const answer = await failing(new AppError(code)).inject('/');
      expect(answer.statusCode).toBe(errorStatus[code]);
      expect(answer.json()).toEqual({ error: { code, requestId: expect.any(String) } });
    },
  );

  test('tells details, and how long to wait in a header too', async () => {
    const busy = new AppError('quickbooks_busy', { details: { retryAfter: 60, tid: '1-tid' } });
    const answer = await failing(busy).inject('/');
    expect(answer.headers['retry-after']).toBe('60');
    expect(answer.json()).toMatchObject({ error: { details: { retryAfter: 60, tid: '1-tid' } } });
  });

  test.each([new Error('SQLITE_FULL: secret path'), 'just text', null])(
    'that nobody meant to happen tells nothing of itself',
    async (error) => {
      const answer = await failing(error).inject('/');
      expect(answer.statusCode).toBe(500);
      expect(answer.json()).toEqual({
        error: { code: 'internal', requestId: expect.any(String) },
      });
    },
  );
});

describe('a request', () => {
  const post = (payload: string, type = 'application/json') =>
    failing(null).inject({
      method: 'POST',
      url: '/checked',
      headers: { 'content-type': type },
      payload,
    });

  test('whose body does not fit names the fields', async () => {
    const answer = await post('{"dealId":"x","lines":[{"name":1}]}');
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({
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
    ['is no JSON', '{', 'application/json'],
    ['is too large', `"${'x'.repeat(200)}"`, 'application/json'],
    ['is of another kind', 'x', 'text/odd'],
  ])('whose body %s is refused', async (_, payload, type) => {
    const answer = await post(payload, type);
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({ error: { code: 'invalid_input' } });
  });

  test('for what is not there', async () => {
    const answer = await failing(null).inject('/nowhere');
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ error: { code: 'not_found' } });
  });
});
