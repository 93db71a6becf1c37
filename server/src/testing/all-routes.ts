import type { FastifyInstance } from 'fastify';

/**
 * Every route of the app, as `POST /api/drafts/open`; without the HEAD route that Fastify adds to
 * every GET.
 */
export const allRoutes = (app: FastifyInstance): string[] => {
  const routes: string[] = [];
  const above: string[] = [];
  for (const line of app.printRoutes({ commonPrefix: false }).split('\n')) {
    const [, indent, path, methods] = /^([│ ]*)[├└]── (\S*)(?: \((.+)\))?$/.exec(line) ?? [];
    if (indent === undefined || path === undefined) continue;
    const depth = indent.length / 4;
    above.length = depth;
    above.push(path);
    for (const method of methods?.split(', ') ?? []) {
      if (method !== 'HEAD') routes.push(`${method} ${above.join('')}`);
    }
  }
  return routes.sort();
};
