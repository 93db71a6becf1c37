import type { FastifyInstance } from 'fastify';

/** Every route of the app, `POST /api/drafts/open`; HEAD, which every GET brings along, left out. */
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
