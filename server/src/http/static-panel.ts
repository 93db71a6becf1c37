import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { StartProblem } from '../start-problem.ts';

const dist = fileURLToPath(new URL('../../../web/dist', import.meta.url));

/** Throws StartProblem when the pages have not been built. */
export const checkPanel = (): void => {
  if (existsSync(join(dist, 'index.html'))) return;
  throw new StartProblem(
    'The panel is not built. Run `npx --yes pnpm@12 build`, then start again.',
  );
};

/** Pages of the web; which one to show is told from the path. */
const pages = ['panel', 'modal', 'settings', 'connect', 'install'];

/** As the build writes them beside a file, best first. */
const encodings = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
];

type Variant = { encoding: string | null; content: Buffer };

/** The document of a page and its compressed variants; pages of the first script share one. */
const variantsOf = (page: string): Variant[] => {
  const own = join(dist, `${page}.html`);
  const file = existsSync(own) ? own : join(dist, 'index.html');
  const compressed = encodings
    .filter(({ ending }) => existsSync(file + ending))
    .map(({ name, ending }) => ({ encoding: name, content: readFileSync(file + ending) }));
  return [...compressed, { encoding: null, content: readFileSync(file) }];
};

const accepts = (header: string, encoding: string): boolean =>
  header
    .split(',')
    .map((part) => part.trim().split(/\s*;\s*/))
    .some(([name, quality]) => name === encoding && !/^q=0(\.0*)?$/.test(quality ?? ''));

/**
 * Serves the built web, compressed as the build left it: hashed assets for ever, pages never from a cache
 * (`Cache-Control` of `secure`). Pages are read once, at the first request: a new build comes with a new
 * start.
 */
export const servePanel = async (app: FastifyInstance): Promise<void> => {
  await app.register(fastifyStatic, { root: dist, serve: false, preCompressed: true });
  app.get('/assets/*', { config: { rateLimit: false } }, (request, reply) =>
    reply.sendFile(`assets/${(request.params as { '*': string })['*']}`, dist, {
      immutable: true,
      maxAge: '1y',
    }),
  );
  for (const page of pages) {
    let variants: Variant[] | undefined;
    app.get(`/${page}`, { config: { rateLimit: false } }, (request, reply) => {
      variants ??= variantsOf(page);
      const accepted = request.headers['accept-encoding'] ?? '';
      const chosen = variants.find(
        ({ encoding }) => encoding === null || accepts(accepted, encoding),
      );
      if (chosen?.encoding) reply.header('content-encoding', chosen.encoding);
      return reply
        .type('text/html; charset=utf-8')
        .header('vary', 'accept-encoding')
        .send(chosen?.content);
    });
  }
};
