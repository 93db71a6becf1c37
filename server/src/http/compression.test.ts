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

const get = (url: string, encoding?: string) =>
  app.inject({ url, headers: encoding ? { 'accept-encoding': encoding } : {} });

describe('compressData', () => {
  it.each([
    ['br, gzip', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
  ] as const)('compresses for a client that accepts %s', async (accepted, encoding, decompress) => {
    const response = await get('/rows', accepted);
    expect(response.headers['content-encoding']).toBe(encoding);
    expect(response.headers.vary).toMatch(/accept-encoding/i);
    expect(response.rawPayload.length).toBeLessThan(JSON.stringify(rows).length / 4);
    expect(JSON.parse(decompress(response.rawPayload).toString())).toEqual(rows);
  });

  it('does not compress small responses, other types, or for clients that accept no encoding', async () => {
    for (const response of [await get('/rows'), await get('/row', 'br'), await get('/pdf', 'br')]) {
      expect(response.headers['content-encoding']).toBeUndefined();
    }
  });

  it('does not decompress requests', async () => {
    const response = await app.inject({
      method: 'POST',
      url: '/echo',
      headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' },
      payload: Buffer.from(
        'H4sIAAAAAAAAA6tWKkktLlGyUlAqS8wpTtVRUEpKLAKyagH4TuJhGgAAAA==',
        'base64',
      ),
    });
    expect(response.statusCode).toBe(400);
  });
});
