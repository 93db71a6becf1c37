import type { FastifyInstance } from 'fastify';
import { uninstall } from '../host/app-notices.ts';
import { type Surface, signedToken } from '../host/signed-token.ts';
import { grantAccess, markInstalled } from '../oauth/grants.ts';
import { toAddress } from '../world/address.ts';
import { type AppOptions, registerApp } from '../world/app-registration.ts';
import type { Emulator } from '../world/emulator.ts';
import { fieldsOf, findPerson, findUser, usersOf } from '../world/find.ts';
import type { TokensOfDeactivated } from '../world/rows.ts';
import { seedCompany } from '../world/seed-company.ts';
import { customFieldCode, toField } from '../world/seed-fields.ts';
import { type TemplateName, templates } from '../world/template.ts';

interface Who {
  companyId: number;
  userId: number;
}

/** Control endpoints for the app registration, new companies, grants, tokens and installs. */
export function tenantRoutes(app: FastifyInstance, emulator: Emulator): void {
  app.get('/control/app', async () => emulator.world.app);
  app.post('/control/app', async (request) => {
    emulator.world.app = registerApp(emulator.world.app, request.body as AppOptions);
    emulator.changed(null);
    return emulator.world.app;
  });

  app.post('/control/companies', async (request, reply) => {
    const { like = 'harbour' } = (request.body ?? {}) as { like?: TemplateName };
    if (!templates[like]) return reply.code(400).send({ error: `no template ${like}` });
    return newCompany(emulator, like);
  });

  app.post('/control/grants', async (request) => {
    const { companyId, userId } = request.body as Who;
    return grantAccess(emulator, companyId, userId);
  });

  /** Expires a grant's access tokens, and with `what: 'refresh'` also its refresh token. */
  app.post('/control/grants/expire', async (request) => {
    const { companyId, userId, what } = request.body as Who & { what: 'access' | 'refresh' };
    const { world } = emulator;
    const grants = world.grants.filter(
      (one) => one.companyId === companyId && one.userId === userId,
    );
    for (const grant of grants) {
      if (what === 'refresh') grant.expiresAt = 0;
      world.accessTokens = world.accessTokens.filter((one) => one.grantId !== grant.id);
    }
    return { grants: grants.length };
  });

  app.post('/control/signed-token', async (request) => {
    const body = request.body as Who & { secret?: string; expiresIn?: number; surface?: Surface };
    return { token: await signedToken(emulator.world, body, body) };
  });

  /** Adds a user who is not an admin to a company. */
  app.post('/control/users', async (request) => {
    const { companyId, name = 'New User' } = request.body as { companyId: number; name?: string };
    const { world } = emulator;
    const [like] = usersOf(world, companyId);
    if (!like) throw new Error(`no company ${companyId}`);
    const id = ++world.lastId;
    const email = `user${id}@example.com`;
    const user = { ...like, id, name, email, is_admin: false, deactivated: undefined };
    world.users.push(user);
    emulator.changed(companyId);
    return user;
  });

  /** Deactivates, reactivates or promotes a user, as an admin can. */
  app.post('/control/users/:id', async (request, reply) => {
    const { id } = request.params as { id: string };
    const { admin, deactivated } = request.body as {
      admin?: boolean;
      deactivated?: TokensOfDeactivated | null;
    };
    const user = findUser(emulator.world, Number(id));
    if (!user) return reply.code(404).send({ error: 'no such user' });
    if (admin !== undefined) user.is_admin = admin;
    if (deactivated !== undefined) user.deactivated = deactivated ?? undefined;
    emulator.changed(user.company_id);
    return user;
  });

  /** Sets a person's postal address and adds its field, as Contact Sync does. */
  app.post('/control/postal-address', async (request) => {
    const { companyId, personId, address } = request.body as {
      companyId: number;
      personId: number;
      address: string;
    };
    const { world } = emulator;
    const person = findPerson(world, companyId, personId);
    if (!person) throw new Error(`no person ${personId}`);
    person.postal_address = toAddress(address);
    const code = 'postal_address';
    if (!fieldsOf(world, companyId, 'person').some((field) => field.field_code === code)) {
      world.fields.push(toField(companyId, 'person', code, 'Postal address', 'address', false));
    }
    emulator.changed(companyId);
    return { person };
  });

  app.get('/control/installs', async () => ({
    installs: emulator.world.installs,
    deliveries: emulator.world.deliveries,
  }));
  app.post('/control/install', async (request) => {
    const { companyId, userId, installed = true } = request.body as Who & { installed?: boolean };
    if (installed) markInstalled(emulator.world, companyId, userId);
    const delivery = installed ? null : await uninstall(emulator, companyId, userId);
    emulator.changed(companyId);
    return { installed, delivery };
  });
}

function newCompany(emulator: Emulator, like: TemplateName) {
  const { world } = emulator;
  const userIds = templates[like].users.map(() => ++world.lastId);
  const company = seedCompany(world, like, { companyId: ++world.lastId, userIds });
  emulator.changed(company.id);
  const deals = Object.entries(templates[like].deals);
  return {
    companyId: company.id,
    name: company.name,
    users: usersOf(world, company.id).map((user) => user.id),
    deals: Object.fromEntries(deals.map(([name, deal]) => [name, deal.id])),
    fields: {
      taxId: customFieldCode(company.id, 'organization', 'Tax ID'),
      poNumber: customFieldCode(company.id, 'deal', 'PO number'),
    },
  };
}
