import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Emulator } from '../world/emulator.ts';
import { canSee, findDeal } from '../world/find.ts';
import type { User } from '../world/rows.ts';
import type { World } from '../world/world.ts';
import { dealView, organizationView, personView } from './deal-view.ts';
import { dataElement, html, Markup, page } from './html.ts';
import { pageData } from './page-data.ts';
import { viewerOf } from './viewer.ts';

type Content = Record<string, unknown> & { page: string };

/** Returns the content of a page; null when it does not exist or is hidden from the viewer. */
type View = (world: World, viewer: User, id: number) => Content | null;

const views: [path: string, view: View][] = [
  ['/deal/:id', dealContent],
  ['/organization/:id', organizationContent],
  ['/person/:id', personContent],
  ['/deals', listContent('deals')],
  ['/organizations', listContent('organizations')],
  ['/persons', listContent('persons')],
  ['/settings/marketplace', () => ({ page: 'marketplace' })],
  [
    '/settings/marketplace/app/:clientId/app-settings',
    (world) => ({ page: 'settings', hasSettings: world.app.settingsUrl !== null }),
  ],
];

/**
 * The host pages: one HTML shell with embedded data that browser modules render. With
 * `Accept: application/json` returns only the data, which open pages fetch after a change.
 */
export function viewRoutes(app: FastifyInstance, emulator: Emulator): void {
  app.get('/', async (request, reply) => {
    const viewer = viewerOf(emulator.world, request, reply);
    const first = emulator.world.deals.find(
      (deal) => deal.company_id === viewer.company_id && canSee(deal, viewer.id),
    );
    return reply.redirect(first ? `/deal/${first.id}` : '/deals', 302);
  });

  for (const [path, view] of views) {
    app.get(path, async (request, reply) => {
      const { world } = emulator;
      const viewer = viewerOf(world, request, reply);
      const { id, clientId } = request.params as { id?: string; clientId?: string };
      const unknownApp = clientId !== undefined && clientId !== world.app.clientId;
      const content = unknownApp ? null : view(world, viewer, Number(id));
      if (!content) return missing(reply.code(404), viewer);
      return answer(request, reply, viewer, {
        ...content,
        ...pageData(world, viewer, content.page),
      });
    });
  }
}

function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  viewer: User,
  data: object,
): FastifyReply {
  if (request.headers.accept === 'application/json') return reply.send(data);
  const styles = ['shell', 'deal', 'history', 'settings', 'extension'].map(
    (name) => html`<link rel="stylesheet" href="/page/${name}.css">`,
  );
  const head = html`${styles}<script type="module" src="/page/boot.js"></script>`;
  const body = new Markup(`${dataElement('page-data', data).text}<div id="root"></div>`);
  return page(reply, body, titleOf(data), viewer.theme, head);
}

function titleOf(data: object): string {
  const { entity } = data as { entity?: { title?: string; name?: string } };
  return entity ? `${entity.title ?? entity.name} - Pipedrive` : 'Pipedrive';
}

function missing(reply: FastifyReply, viewer: User): FastifyReply {
  const body = html`<main class="consent"><h1>There is nothing here</h1>
    <p>It does not exist, or you are not allowed to see it.</p><p><a href="/deals">All deals</a></p></main>`;
  return page(reply, body, 'Not found', viewer.theme);
}

function dealContent(world: World, viewer: User, id: number): Content | null {
  const deal = findDeal(world, viewer.company_id, id);
  if (!deal || !canSee(deal, viewer.id)) return null;
  return { page: 'deal', entity: dealView(world, deal) };
}

function organizationContent(world: World, viewer: User, id: number): Content | null {
  const entity = organizationView(world, viewer.company_id, id);
  return entity && contactContent(world, viewer, 'organization', { ...entity }, 'org_id', id);
}

function personContent(world: World, viewer: User, id: number): Content | null {
  const entity = personView(world, viewer.company_id, id);
  return entity && contactContent(world, viewer, 'person', { ...entity }, 'person_id', id);
}

function contactContent(
  world: World,
  viewer: User,
  kind: 'organization' | 'person',
  entity: object,
  key: 'org_id' | 'person_id',
  id: number,
): Content {
  const deals = world.deals
    .filter((deal) => deal.company_id === viewer.company_id && deal[key] === id)
    .filter((deal) => canSee(deal, viewer.id))
    .map((deal) => dealView(world, deal));
  return { page: 'contact', entity: { kind, deals, ...entity } };
}

function listContent(what: 'deals' | 'organizations' | 'persons'): View {
  return (world, viewer) => {
    const visible = world.deals.filter((deal) => canSee(deal, viewer.id));
    const rows: { company_id: number; id: number; name?: string; title?: string }[] = {
      deals: visible,
      organizations: world.organizations,
      persons: world.persons,
    }[what];
    return {
      page: 'list',
      what,
      rows: rows
        .filter((row) => row.company_id === viewer.company_id)
        .map((row) => ({ href: `/${what.slice(0, -1)}/${row.id}`, name: row.title ?? row.name })),
    };
  };
}
