import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';

const folder = new URL('../page/', import.meta.url);

const types: Record<string, string> = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
};

/** Serves the browser files of `page/`; reads them on each request so that edits apply at once. */
export function pageFileRoutes(app: FastifyInstance): void {
  app.get('/page/*', async (request, reply) => {
    const name = (request.params as { '*': string })['*'];
    const [, ending = ''] = /^[a-z-]+(?:\/[a-z-]+)?\.([a-z]+)$/.exec(name) ?? [];
    const type = types[ending];
    if (!type) return reply.code(404).send();
    try {
      const bytes = await readFile(fileURLToPath(new URL(name, folder)));
      return reply.type(type).header('cache-control', 'no-cache').send(bytes);
    } catch {
      return reply.code(404).send();
    }
  });
}
