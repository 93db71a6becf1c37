import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import Fastify from 'fastify';
import { bareRows } from './bare-rows.ts';

// The baseline: Fastify without plugins, logging, schemas or authentication. Serves the bare pages,
// and the rows of one deal from the app's database with the same bytes as `invoices.list`.
const { values } = parseArgs({
  options: {
    pages: { type: 'string', default: '' },
    database: { type: 'string', default: '' },
    about: { type: 'string', default: '{}' },
  },
});

const app = Fastify();
const rowsOf = bareRows(values.database, JSON.parse(values.about));
app.post('/rows', async (request) =>
  rowsOf((request.body as { context: { id: number } }).context.id),
);

for (const [path, name] of [
  ['/panel', 'bare-page'],
  ['/modal', 'bare-list'],
  ['/modal-form', 'bare-form'],
] as const) {
  const folder = join(values.pages, name);
  const html = readFileSync(join(folder, 'index.html'));
  app.get(path, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache, no-store').send(html),
  );
  for (const file of readdirSync(join(folder, 'assets'))) {
    const script = readFileSync(join(folder, 'assets', file));
    const compressed = brotliCompressSync(script);
    app.get(`/assets/${file}`, async ({ headers }, reply) => {
      const acceptsBrotli = headers['accept-encoding']?.includes('br');
      if (acceptsBrotli) reply.header('content-encoding', 'br');
      return reply
        .type('text/javascript; charset=utf-8')
        .header('cache-control', 'public, max-age=31536000, immutable')
        .send(acceptsBrotli ? compressed : script);
    });
  }
}

process.once('SIGTERM', () => void app.close());
console.log(`listening ${await app.listen({ port: 0, host: '127.0.0.1' })}`);
