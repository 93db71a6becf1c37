import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { currentCompany, rememberCompany } from '../pages/current-company.ts';
import { now, secret, type World } from '../world.ts';
import { type AuthorizeRequest, authorizeRequest, problemWith } from './authorize-request.ts';
import { consentPage, refusalPage } from './consent-page.ts';

const known = new Set([
  'com.intuit.quickbooks.accounting',
  'com.intuit.quickbooks.payment',
  'openid',
  'profile',
  'email',
  'phone',
  'address',
]);

const decision = authorizeRequest.extend({
  decision: z.enum(['connect', 'cancel']),
  realmId: z.string().optional(),
});

/**
 * The consent page and its form.
 * https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/oauth-2.0
 */
export function authorizeRoutes(app: FastifyInstance, world: World): void {
  app.get('/connect/oauth2', async (incoming, reply) => {
    unframed(reply);
    const params = authorizeRequest.safeParse(incoming.query);
    if (!params.success) return wrong(reply, 'A parameter of the request is missing.');
    const problem = problemWith(world, params.data);
    if (problem) return wrong(reply, problem);
    const scopes = params.data.scope.split(' ').filter(Boolean);
    if (scopes.length === 0 || scopes.some((scope) => !known.has(scope)))
      return back(reply, params.data, { error: 'invalid_scope' });
    return reply.send(consentPage(world, params.data, currentCompany(world, incoming)));
  });

  app.post('/connect/oauth2', async (incoming, reply) => {
    unframed(reply);
    const decided = decision.safeParse(incoming.body);
    if (!decided.success) return wrong(reply, 'Choose a company.');
    const problem = problemWith(world, decided.data);
    if (problem) return wrong(reply, problem);
    if (decided.data.decision === 'cancel')
      return back(reply, decided.data, { error: 'access_denied' });
    const accounting = decided.data.scope.includes('com.intuit.quickbooks.');
    const company = world.companies[decided.data.realmId ?? ''];
    if (accounting && !company) return wrong(reply, 'Choose a company.');
    const realmId = accounting && company ? company.id : null;
    const code = `AB1${secret(40)}`;
    world.codes.set(code, {
      realmId,
      scope: decided.data.scope,
      redirectUri: decided.data.redirect_uri,
      expiresAt: now(world) + 300_000,
      usedFor: null,
    });
    if (realmId) rememberCompany(reply, realmId);
    return back(reply, decided.data, { code, ...(realmId && { realmId }) });
  });
}

function back(reply: FastifyReply, params: AuthorizeRequest, answer: Record<string, string>) {
  const target = new URL(params.redirect_uri);
  for (const [key, value] of Object.entries({ ...answer, state: params.state }))
    target.searchParams.set(key, value);
  return reply.redirect(target.href, 302);
}

function wrong(reply: FastifyReply, problem: string) {
  return reply.code(400).send(refusalPage(problem));
}

/** Forbids framing, as Intuit's consent page does. */
function unframed(reply: FastifyReply): void {
  reply
    .type('text/html; charset=utf-8')
    .header('x-frame-options', 'DENY')
    .header('content-security-policy', "frame-ancestors 'none'")
    .header('cache-control', 'no-store');
}
