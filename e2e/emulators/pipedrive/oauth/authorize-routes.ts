import type { FastifyInstance, FastifyReply } from 'fastify';
import { html, page } from '../host/html.ts';
import { viewerOf } from '../host/viewer.ts';
import type { Emulator } from '../world/emulator.ts';
import { companyOf, usersOf } from '../world/find.ts';
import type { User } from '../world/rows.ts';
import type { World } from '../world/world.ts';
import { issueCode } from './grants.ts';

interface Asked {
  client_id?: string;
  redirect_uri?: string;
  state?: string;
}

/** The consent page of `GET /oauth/authorize` and its form. */
export function authorizeRoutes(app: FastifyInstance, emulator: Emulator): void {
  app.get('/oauth/authorize', async (request, reply) => {
    const params = request.query as Asked;
    const problem = problemWith(emulator.world, params);
    if (problem) return refuse(reply, problem);
    const viewer = viewerOf(emulator.world, request, reply);
    const body = consentPage(emulator.world, viewer, params);
    return page(reply, body, `Allow ${emulator.world.app.name}`, viewer.theme);
  });

  app.post('/oauth/authorize', async (request, reply) => {
    const form = request.body as Asked & { user: string; answer: string };
    const problem = problemWith(emulator.world, form);
    if (problem) return refuse(reply, problem);
    const user = emulator.world.users.find((one) => one.id === Number(form.user));
    if (!user) return refuse(reply, 'Unknown user.');
    const target = new URL(redirectUri(emulator.world, form));
    if (form.answer === 'allow') {
      target.searchParams.set(
        'code',
        issueCode(emulator.world, user.company_id, user.id, target.href),
      );
    } else {
      target.searchParams.set('error', 'user_denied');
    }
    if (form.state) target.searchParams.set('state', form.state);
    return reply.redirect(target.href, 302);
  });
}

function redirectUri(world: World, params: Asked): string {
  return params.redirect_uri ?? world.app.callbackUrl ?? '';
}

function problemWith(world: World, params: Asked): string | null {
  if (params.client_id !== world.app.clientId) return 'No app has this client id.';
  if (!world.app.callbackUrl) return 'The app has not registered its callback address yet.';
  if (redirectUri(world, params) !== world.app.callbackUrl) {
    return 'The redirect address differs from the one registered for this app.';
  }
  return null;
}

function refuse(reply: FastifyReply, message: string): FastifyReply {
  return page(
    reply.code(400),
    html`<main class="consent"><h1>This app cannot be authorized</h1><p>${message}</p></main>`,
    'Authorization error',
  );
}

const scopeWords: Record<string, string> = {
  base: 'Read your user and company settings',
  'deals:full': 'See, create and edit deals, their products, notes and files',
  'deals:read': 'See deals, their products, notes and files',
  'contacts:full': 'See, create and edit persons and organizations',
  'contacts:read': 'See persons and organizations',
  'products:full': 'See, create and edit products',
  'products:read': 'See products',
  'deal-fields:full': 'Create and edit deal fields',
  'contact-fields:full': 'Create and edit fields of persons and organizations',
  'activities:full': 'See, create and edit activities',
  'users:read': 'See the users of your company',
  'recents:read': 'See recent changes',
  'search:read': 'Search your data',
  admin: 'Change account settings',
};

function consentPage(world: World, viewer: User, params: Asked) {
  const { app } = world;
  return html`<main class="consent">
    <p class="consent-marks" aria-hidden="true"><span class="mark">P</span><i></i><span class="mark app">${app.name.slice(0, 1)}</span></p>
    <h1>Allow ${app.name} to access your Pipedrive data?</h1>
    <form method="post" action="/oauth/authorize">
      <input type="hidden" name="client_id" value="${app.clientId}">
      <input type="hidden" name="redirect_uri" value="${redirectUri(world, params)}">
      <input type="hidden" name="state" value="${params.state ?? ''}">
      <label for="user">Company and user</label>
      <select id="user" name="user">${world.companies.map(
        (company) =>
          html`<optgroup label="${company.name}">${usersOf(world, company.id).map(
            (user) =>
              html`<option value="${user.id}" ${user.id === viewer.id ? 'selected' : ''}>${company.name} · ${user.name}</option>`,
          )}</optgroup>`,
      )}</select>
      <p>${app.name} will be able to:</p>
      <ul>${app.scopes.map((scope) => html`<li>${scopeWords[scope] ?? scope}</li>`)}</ul>
      <p class="quiet">You are signed in to ${companyOf(world, viewer.company_id).name} as ${viewer.email}.
        You can take this access back at any time by uninstalling the app.</p>
      <div class="consent-answers">
        <button name="answer" value="cancel">Cancel</button>
        <button name="answer" value="allow" class="primary">Allow and install</button>
      </div>
    </form>
  </main>`;
}
