import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const dist = new URL('../../../web/dist', import.meta.url).pathname;

/** Pages of the web; which one to show is told from the path. */
const pages = ['panel', 'modal', 'settings', 'connect', 'install'];

/** The build writes a document for each page whose code is not part of the first script. */
const documentOf = (page: string): string =>
  existsSync(join(dist, `${page}.html`)) ? `${page}.html` : 'index.html';

/**
 * Serves the built web, compressed as the build left it: hashed assets for ever, pages never from a cache
 * (`Cache-Control` of `secure`).
 */
export const servePanel = async (app: FastifyInstance): Promise<void> => {
  await app.register(fastifyStatic, { root: dist, serve: false, preCompressed: true });
  app.get('/assets/*', { config: { rateLimit: false } }, (request, reply) =>
    reply.sendFile(`assets/${(request.params as { '*': string })['*']}`, dist, {
      immutable: true,
      maxAge: '1y',
    }),
  );
  const uncached = { cacheControl: false, etag: false, lastModified: false };
  for (const page of pages) {
    const document = documentOf(page);
    app.get(`/${page}`, { config: { rateLimit: false } }, (_request, reply) =>
      reply.sendFile(document, dist, uncached),
    );
  }
};
