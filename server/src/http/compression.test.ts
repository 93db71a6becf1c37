import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compressData } from './compress-data.ts';

const rows = Array.from({ length: 200 }, (_, id) => ({ id, name: `Invoice ${id}` }));

let app: FastifyInstance;
beforeAll(async () => {
  app = Fastify();
  await compressData(app);
  app.get('/rows', () => rows);
  app.get('/row', () => rows[0]);
  app.get('/pdf', (_, reply) => reply.type('application/pdf').send(Buffer.alloc(50_000)));
  app.post('/echo', (request) => request.body);
});
afterAll(() => app.close());

const ask = (url: string, encoding?: string) =>
  app.inject({ url, headers: encoding ? { 'accept-encoding': encoding } : {} });

describe('data', () => {
  it.each([
    ['br, gzip', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
  ] as const)('travels compressed to those who accept %s', async (accepted, encoding, open) => {
    const answer = await ask('/rows', accepted);
    expect(answer.headers['content-encoding']).toBe(encoding);
    expect(answer.headers.vary).toMatch(/accept-encoding/i);
    expect(answer.rawPayload.length).toBeLessThan(JSON.stringify(rows).length / 4);
    expect(JSON.parse(open(answer.rawPayload).toString())).toEqual(rows);
  });

  it('travels as it is where nothing is accepted, and where it is small or no JSON', async () => {
    for (const answer of [await ask('/rows'), await ask('/row', 'br'), await ask('/pdf', 'br')]) {
      expect(answer.headers['content-encoding']).toBeUndefined();
    }
  });

  it('is never decompressed on the way in', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/echo',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      payload: Buffer.from(
        'H4sIAAAAAAAAA6tWKkktLlGyUlAqS8wpTtVRUEpKLAKyagH4TuJhGgAAAA==',
        'base64',
      ),
    });
    expect(answer.statusCode).toBe(400);
  });
});
