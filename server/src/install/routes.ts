import type { FastifyInstance, FastifyReply, onRequestAsyncHookHandler } from 'fastify';
import * as z from 'zod';
import { AppError } from '../app-error.ts';
import type { Dependencies } from '../context.ts';
import { withCallContext } from '../diagnostics/call-context.ts';
import { smallBody } from '../http/connection-options.ts';
import { cookieName, cookieOptions, makeConsentClient } from '../oauth/consent-client.ts';
import { exchangeCode } from '../oauth/exchange-code.ts';
import { basicAuth, sameSecret } from '../oauth/secrets.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
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
 * Installing and uninstalling, under the one callback address that Pipedrive knows of us: GET brings a
 * code, DELETE tells of an uninstall, POST of a panel shared or not. `onUninstall` ends what hung on
 * the user. A notice that comes after the user has installed again changes nothing. No address that
 * receives a code answers with a page.
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
  const startedOnce = cookieName(settings, 'install-again');
  const result = (reply: FastifyReply, what: 'cancelled' | 'failed') =>
    reply.redirect(`${settings.publicUrl}/install?result=${what}`, 302);

  app.get('/oauth/pipedrive/start', limited, async (request, reply) =>
    reply.redirect(await consent.consentPage(request, reply), 302),
  );

  app.get(callbackPath, limited, async (request, reply) => {
    const { code, state, error } = callbackQuery.parse(request.query);
    if (error) return result(reply, 'cancelled');
    if (code && !state && !request.cookies[startedOnce]) {
      // Installed from the Marketplace: anybody could have sent this code, so it is left alone and
      // consent asked for anew, with a state of ours. Once, lest the two send each other in circles.
      reply.setCookie(startedOnce, '1', { ...cookieOptions(settings), maxAge: 5 * 60 });
      return reply.redirect(`${settings.publicUrl}/oauth/pipedrive/start`, 302);
    }
    if (!code || !state) return result(reply, 'failed');
    reply.clearCookie(startedOnce, cookieOptions(settings));
    const ours = sameSecret(state, consent.stateOfBrowser(request) ?? '');
    if (!ours || !(await takeState(dependencies.db, state, dependencies.clock.now()))) {
      return result(reply, 'failed');
    }
    const tokens = await exchangeCode(consent, request, 'pipedrive', dependencies);
    const next = tokens && (await install(dependencies, tokens));
    return next ? reply.redirect(next, 302) : result(reply, 'failed');
  });

  const notice = { ...hidden, bodyLimit: smallBody };
  app.delete(callbackPath, notice, async (request, reply) => {
    const given = request.headers.authorization ?? '';
    if (!sameSecret(given, basicAuth(clientId, clientSecret))) throw new AppError('bad_token');
    const told = uninstallNotice.safeParse(request.body);
    if (!told.success || told.data.client_id !== clientId) throw new AppError('invalid_input');
    const user = { companyId: told.data.company_id, userId: told.data.user_id };
    const grant = await grantOf(dependencies.db, user);
    if (isOutdated(told.data, grant?.installedAt ?? null)) return reply.status(204).send();
    await uninstall(dependencies, user);
    await withCallContext({ companyId: user.companyId }, () => onUninstall(user));
    return reply.status(204).send();
  });

  app.post(callbackPath, notice, async (_request, reply) => reply.status(204).send());
};
