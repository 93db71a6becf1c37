import type {
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  onRequestAsyncHookHandler,
  onRequestHookHandler,
} from 'fastify';
import * as z from 'zod';
import { AppError } from '../app-error.ts';
import type { Settings } from '../config.ts';
import type { Dependencies } from '../context.ts';
import { settingsUrl } from '../install/service.ts';
import { grantOf } from '../install/store.ts';
import { makeConsentClient } from '../oauth/consent-client.ts';
import { exchangeCode } from '../oauth/exchange-code.ts';
import { hashOf, newSecret } from '../oauth/secrets.ts';
import { smallBody } from '../requests.ts';
import { hardExpiryHeaders } from './access-tokens.ts';
import { browserOf, browserOfState, markBrowser } from './browser.ts';
import { returnFromIntuit } from './callback.ts';
import { expiredPage, pageOf } from './connect-page.ts';
import { answerOtherCompany, type Next } from './consent.ts';
import { intuitLinks } from './intuit-links.ts';
import { beginConsent, ticketByHash } from './ticket-store.ts';

/** Time from *Continue* until the result must have been read. */
const consentLifetimeMs = 30 * 60_000;

const form = z
  .object({ ticket: z.string().catch(''), answer: z.string().optional().catch(undefined) })
  .catch({ ticket: '' });

const callbackState = z.object({ state: z.string() });

/**
 * Accepts only requests of our own pages, by `Sec-Fetch-Site`, or by `Origin` in browsers that do
 * not send it. Throws `AppError` foreign_origin.
 */
const onlyOwnPages = ({ publicUrl }: Pick<Settings, 'publicUrl'>): onRequestHookHandler => {
  const { origin: ownOrigin } = new URL(publicUrl);
  const isOwn = ({ headers }: FastifyRequest): boolean => {
    const { origin } = headers;
    const site = headers['sec-fetch-site'];
    if (site === undefined) return origin === ownOrigin;
    // A page with the policy no-referrer sends its forms with `Origin: null`.
    return site === 'same-origin' && [undefined, 'null', ownOrigin].includes(origin);
  };
  return (request, _reply, next) =>
    next(isOwn(request) ? undefined : new AppError('foreign_origin'));
};

const hidden = { schema: { hide: true } };

/**
 * Routes of the top-level window that connects QuickBooks. Callbacks always redirect, so that no
 * page URL contains a code. `limit` is the rate limit of consents.
 * https://developer.intuit.com/app/developer/qbo/docs/go-live/publish-app/security-requirements
 */
export const connectionRoutes = async (
  app: FastifyInstance,
  dependencies: Dependencies,
  limit: onRequestAsyncHookHandler,
): Promise<void> => {
  const { db, clock, settings } = dependencies;
  const { quickbooks } = settings;
  const ownPages = onlyOwnPages(settings);
  const ticketOf = (request: FastifyRequest) => form.parse(request.body).ticket;
  const intuit = await makeConsentClient(app, settings, {
    name: 'quickbooks',
    clientId: quickbooks.clientId,
    clientSecret: quickbooks.clientSecret,
    authorizeUrl: quickbooks.authorizeUrl,
    tokenUrl: quickbooks.tokenUrl,
    callbackPath: '/oauth/quickbooks/callback',
    makeState: (request) => browserOf(settings, request, ticketOf(request))?.state ?? newSecret(),
    scope: ['com.intuit.quickbooks.accounting'],
    timeoutMs: quickbooks.timeoutMs,
    headers: hardExpiryHeaders,
  });

  const liveTicket = (ticket: string) => ticketByHash(db, hashOf(ticket), clock.now());

  const redirectTo = async (reply: FastifyReply, ticket: string, next: Next = 'page') => {
    const row = next === 'settings' ? await liveTicket(ticket) : null;
    const grant = row && (await grantOf(db, row));
    const page = `${settings.publicUrl}/connect?${new URLSearchParams({ ticket })}`;
    return reply.redirect(grant ? settingsUrl(settings, grant) : page, 303);
  };

  const pageOptions = { ...hidden, onRequest: ownPages, bodyLimit: smallBody };

  app.post('/connect/look', pageOptions, async (request, reply) => {
    const ticket = ticketOf(request);
    const row = await liveTicket(ticket);
    if (!row) return expiredPage;
    if (row.stage === 'ask') markBrowser(settings, { request, reply }, ticket);
    else if (browserOf(settings, request, ticket)?.cookieHash !== row.cookieHash)
      return expiredPage;
    return pageOf(dependencies, row);
  });

  const goOptions = { ...pageOptions, onRequest: [ownPages, limit] };
  app.post('/connect/go', goOptions, async (request, reply) => {
    const ticket = ticketOf(request);
    const browser = browserOf(settings, request, ticket);
    if (!browser) return redirectTo(reply, ticket);
    const now = clock.now();
    const binding = {
      cookieHash: browser.cookieHash,
      stateHash: hashOf(browser.state),
      expiresAt: now + consentLifetimeMs,
    };
    const hasBegun = await beginConsent(db, hashOf(ticket), binding, now);
    if (!hasBegun) return redirectTo(reply, ticket);
    return reply.redirect(await intuit.consentPage(request, reply), 303);
  });

  const callbackOptions = { ...hidden, onRequest: limit };
  app.get('/oauth/quickbooks/callback', callbackOptions, async (request, reply) => {
    const { state } = callbackState.safeParse(request.query).data ?? {};
    const browser = state === undefined ? null : browserOfState(settings, request, state);
    if (!browser) return redirectTo(reply, '');
    const next = await returnFromIntuit(dependencies, browser, request.query, () =>
      exchangeCode(intuit, request, 'quickbooks', dependencies),
    );
    return redirectTo(reply, browser.ticket, next);
  });

  app.post('/connect/other', pageOptions, async (request, reply) => {
    const { ticket, answer } = form.parse(request.body);
    const row = await liveTicket(ticket);
    const browser = browserOf(settings, request, ticket);
    const isThisBrowser = row && browser?.cookieHash === row.cookieHash;
    if (isThisBrowser) await answerOtherCompany(dependencies, row, answer === 'yes');
    return redirectTo(reply, ticket);
  });

  intuitLinks(app, dependencies, limit);
};
