import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Fastify from 'fastify';
import { bareRows } from './bare-rows.ts';

// The floor: Fastify with nothing registered, no log, no schema, no look at who asks. It serves the bare
// page, and answers one deal's rows from the same SQLite file as `invoices.list`, byte for byte.
const { values } = parseArgs({
  options: {
    page: { type: 'string', default: '' },
    database: { type: 'string', default: '' },
    about: { type: 'string', default: '{}' },
  },
});

const app = Fastify();
const rowsOf = bareRows(values.database, JSON.parse(values.about));
app.post('/rows', async (request) => rowsOf((request.body as { place: { id: number } }).place.id));

const html = readFileSync(join(values.page, 'index.html'));
app.get('/panel', async (_request, reply) =>
  reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache, no-store').send(html),
);
for (const name of readdirSync(join(values.page, 'assets'))) {
  const script = readFileSync(join(values.page, 'assets', name));
  app.get(`/assets/${name}`, async (_request, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .send(script),
  );
}

process.once('SIGTERM', () => void app.close());
console.log(`listening ${await app.listen({ port: 0, host: '127.0.0.1' })}`);
