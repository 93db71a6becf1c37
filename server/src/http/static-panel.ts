import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { StartProblem } from '../start-problem.ts';

const dist = fileURLToPath(new URL('../../../web/dist', import.meta.url));

/** Throws StartProblem when the web has not been built. */
export const checkPanel = (): void => {
  if (existsSync(join(dist, 'index.html'))) return;
  throw new StartProblem(
    'The panel is not built. Run `npx --yes pnpm@12 build`, then start again.',
  );
};

/** Paths of the web's pages. */
const pages = ['panel', 'modal', 'settings', 'connect', 'install'];

/** Extensions of the compressed files that the build writes, preferred first. */
const encodings = [
  { name: 'br', ending: '.br' },
  { name: 'gzip', ending: '.gz' },
];

type Variant = { encoding: string | null; content: Buffer };

/** Reads a page's HTML and its compressed variants; pages without their own file use index.html. */
const variantsOf = (page: string): Variant[] => {
  const own = join(dist, `${page}.html`);
  const file = existsSync(own) ? own : join(dist, 'index.html');
  const compressedVariants = encodings
    .filter(({ ending }) => existsSync(file + ending))
    .map(({ name, ending }) => ({ encoding: name, content: readFileSync(file + ending) }));
  return [...compressedVariants, { encoding: null, content: readFileSync(file) }];
};

const accepts = (header: string, encoding: string): boolean =>
  header
    .split(',')
    .map((part) => part.trim().split(/\s*;\s*/))
    .some(([name, quality]) => name === encoding && !/^q=0(\.0*)?$/.test(quality ?? ''));

/**
 * Serves the built web with its precompressed files. Hashed assets are cached for a year, pages not
 * at all (`Cache-Control` of `secure`). Pages are read once, so a new build needs a restart.
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
