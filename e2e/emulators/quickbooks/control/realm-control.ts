import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { preferencesSchema } from '../company/preferences.ts';
import { type Company, companyKinds } from '../company/realm.ts';
import { hardLifeLeft, issueTokens, openGrant } from '../oauth/grants.ts';
import { seedCompany } from '../seed/company-seed.ts';
import { switchesSchema } from '../switches.ts';
import { now, switchesFor, type World } from '../world.ts';

const newRealm = z.strictObject({
  like: z.enum(companyKinds),
  size: z.enum(['small', 'large']).default('small'),
  name: z.string().optional(),
  preferences: preferencesSchema.partial().optional(),
});

const settings = switchesSchema.partial().extend({
  realmId: z.string().optional(),
  preferences: preferencesSchema.partial().optional(),
  /** Another country of the company, such as France; its lists stay. */
  country: z.enum(['FR']).optional(),
});

/** Creates companies and grants without a browser, and changes settings. */
export function realmControl(app: FastifyInstance, world: World): void {
  app.post('/control/realms', async (request) => {
    const input = newRealm.parse(request.body);
    world.freshRealms++;
    const id = `93414500000${String(10_000_000 + world.freshRealms)}`;
    const name = input.name ?? `Test Company ${world.freshRealms}`;
    const company = seedCompany(
      { ...input, id, name, preferences: input.preferences ?? {} },
      now(world),
    );
    world.companies[id] = company;
    world.changed();
    return { realmId: id, name };
  });

  app.post('/control/grants', async (request) => {
    const { realmId } = z.strictObject({ realmId: z.string() }).parse(request.body);
    const company = companyOf(world, realmId);
    const scope = 'com.intuit.quickbooks.accounting';
    const grant = openGrant(world, { realmId, scope }, now(world, company));
    const switches = switchesFor(world, company);
    const at = now(world, company);
    const tokens = issueTokens(grant, switches, at);
    world.changed();
    const hardLife = switches.refreshTokenHardLife === 'stated' && {
      x_refresh_token_hard_expires_in: hardLifeLeft(grant, switches, at),
    };
    return { ...tokens, ...hardLife, realmId };
  });

  /** Simulates an admin who disconnects all apps in QuickBooks. */
  app.delete<{ Params: { id: string } }>('/control/realms/:id/grants', async (request) => {
    for (const grant of world.grants) {
      if (grant.realmId === request.params.id) grant.revoked = true;
    }
    world.changed();
    return { ok: true };
  });

  app.get('/control/settings', async () => world.switches);
  app.post('/control/settings', async (request) => {
    const { realmId, preferences, country, ...switches } = settings.parse(request.body);
    if ((preferences || country) && !realmId) throw new Error('preferences need a realmId');
    if (!realmId) {
      Object.assign(world.switches, switches);
    } else {
      const company = companyOf(world, realmId);
      Object.assign(company.switches, switches);
      if (switches.queriesLag) world.lagging.set(realmId, structuredClone(company));
      Object.assign(company.preferences, preferences);
      if (country) company.country = country;
    }
    world.changed();
    return { ok: true };
  });
}

export function companyOf(world: World, realmId: string): Company {
  const company = world.companies[realmId];
  if (!company) throw new Error(`no company ${realmId}`);
  return company;
}
