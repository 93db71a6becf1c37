import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

const dist = new URL('../../../web/dist', import.meta.url).pathname;

/** Pages of the web; which one to show is told from the path. */
const pages = ['/panel', '/modal', '/settings', '/connect', '/install'];

/** The document that all pages share, read once: a new build comes with a new start. */
const readDocument = (): (() => Buffer) => {
  let kept: Buffer | undefined;
  return () => {
    kept ??= readFileSync(join(dist, 'index.html'));
    return kept;
  };
};

/** Serves the built web: hashed assets for ever, pages never from a cache. */
export const servePanel = async (app: FastifyInstance): Promise<void> => {
  await app.register(fastifyStatic, {
    root: dist,
    serve: false,
  });
  app.get('/assets/*', { config: { rateLimit: false } }, (request, reply) =>
    reply.sendFile(`assets/${(request.params as { '*': string })['*']}`, dist, {
      immutable: true,
      maxAge: '1y',
    }),
  );
  const document = readDocument();
  for (const page of pages) {
    app.get(page, { config: { rateLimit: false } }, (_request, reply) =>
      reply.type('text/html; charset=utf-8').send(document()),
    );
  }
};
