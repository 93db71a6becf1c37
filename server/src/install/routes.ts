import type { FastifyInstance, FastifyReply, onRequestAsyncHookHandler } from 'fastify';
import * as z from 'zod';
import { AppError } from '../app-error.ts';
import type { Dependencies } from '../context.ts';
import { cookieName, cookieOptions, makeConsentClient } from '../oauth/consent-client.ts';
import { exchangeCode } from '../oauth/exchange-code.ts';
import { basicAuth, sameSecret } from '../oauth/secrets.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import { smallBody } from '../requests.ts';
import { withCallContext } from '../vendor-calls/call-context.ts';
import { install } from './install.ts';
import { addState, takeState } from './state-store.ts';
import { grantOf } from './store.ts';
import { uninstall } from './uninstall.ts';
import { isOutdated, uninstallNotice } from './uninstall-notice.ts';

const callbackPath = '/oauth/pipedrive/callback';

const optionalText = z.string().optional().catch(undefined);
const callbackQuery = z.object({ code: optionalText, state: optionalText, error: optionalText });

const hidden = { schema: { hide: true } };

/**
 * Pipedrive uses one callback URL for all: GET with a code, DELETE for an uninstall, POST when a
 * panel is shared. GET always redirects, so that no page URL contains a code. `onUninstall` ends
 * the user's connection.
 * https://pipedrive.readme.io/docs/app-uninstallation
 */
export const installRoutes = async (
  app: FastifyInstance,
  dependencies: Dependencies,
  limit: onRequestAsyncHookHandler,
  onUninstall: (user: PipedriveUser) => Promise<unknown>,
): Promise<void> => {
  const { settings } = dependencies;
  const { oauthUrl, clientId, clientSecret, timeoutMs } = settings.pipedrive;
  const consent = await makeConsentClient(app, settings, {
    name: 'pipedrive',
    clientId,
    clientSecret,
    authorizeUrl: `${oauthUrl}/oauth/authorize`,
    tokenUrl: `${oauthUrl}/oauth/token`,
    callbackPath,
    makeState: () => addState(dependencies.db, dependencies.clock.now()),
    timeoutMs,
  });
  const limited = { ...hidden, onRequest: limit };
  const restartCookie = cookieName(settings, 'install-again');
  const result = (reply: FastifyReply, outcome: 'cancelled' | 'failed') =>
    reply.redirect(`${settings.publicUrl}/install?result=${outcome}`, 302);

  app.get('/oauth/pipedrive/start', limited, async (request, reply) =>
    reply.redirect(await consent.consentPage(request, reply), 302),
  );

  app.get(callbackPath, limited, async (request, reply) => {
    const { code, state, error } = callbackQuery.parse(request.query);
    if (error) return result(reply, 'cancelled');
    if (code && !state && !request.cookies[restartCookie]) {
      // A Marketplace install has no state of ours, so the code could be another user's: starts our
      // own consent instead. The cookie prevents a redirect loop.
      // https://pipedrive.readme.io/docs/app-installation-flows
      reply.setCookie(restartCookie, '1', { ...cookieOptions(settings), maxAge: 5 * 60 });
      return reply.redirect(`${settings.publicUrl}/oauth/pipedrive/start`, 302);
    }
    if (!code || !state) return result(reply, 'failed');
    reply.clearCookie(restartCookie, cookieOptions(settings));
    const isOwnState = sameSecret(state, consent.stateOfBrowser(request) ?? '');
    if (!isOwnState || !(await takeState(dependencies.db, state, dependencies.clock.now()))) {
      return result(reply, 'failed');
    }
    const tokens = await exchangeCode(consent, request, 'pipedrive', dependencies);
    const next = tokens && (await install(dependencies, tokens));
    return next ? reply.redirect(next, 302) : result(reply, 'failed');
  });

  const noticeOptions = { ...hidden, bodyLimit: smallBody };
  app.delete(callbackPath, noticeOptions, async (request, reply) => {
    const authorization = request.headers.authorization ?? '';
    if (!sameSecret(authorization, basicAuth(clientId, clientSecret)))
      throw new AppError('bad_token');
    const parsed = uninstallNotice.safeParse(request.body);
    if (!parsed.success || parsed.data.client_id !== clientId) throw new AppError('invalid_input');
    const user = { companyId: parsed.data.company_id, userId: parsed.data.user_id };
    const grant = await grantOf(dependencies.db, user);
    if (isOutdated(parsed.data, grant?.installedAt ?? null)) return reply.status(204).send();
    await uninstall(dependencies, user);
    await withCallContext({ companyId: user.companyId }, () => onUninstall(user));
    return reply.status(204).send();
  });

  app.post(callbackPath, noticeOptions, async (_request, reply) => reply.status(204).send());
};
