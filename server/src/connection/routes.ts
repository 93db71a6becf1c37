import type {
  FastifyInstance,
  FastifyReply,
  FastifyRequest,
  onRequestAsyncHookHandler,
} from 'fastify';
import * as z from 'zod';
import type { Dependencies } from '../context.ts';
import { smallBody } from '../http/connection-options.ts';
import { onlyOwnPages } from '../http/own-pages.ts';
import { settingsUrl } from '../install/service.ts';
import { grantOf } from '../install/store.ts';
import { makeConsentClient } from '../oauth/consent-client.ts';
import { exchangeCode } from '../oauth/exchange-code.ts';
import { hashOf, newSecret } from '../oauth/secrets.ts';
import { askForHardExpiry } from './access-tokens.ts';
import { browserOf, browserOfState, markBrowser } from './browser.ts';
import { returnFromIntuit } from './callback.ts';
import { expiredPage, pageOf } from './connect-page.ts';
import { answerOtherCompany, type Next } from './consent.ts';
import { intuitLinks } from './intuit-links.ts';
import { beginConsent, ticketByHash } from './ticket-store.ts';

/** From the click on *Continue* until the result has been read. */
const consentLifeMs = 30 * 60_000;

const form = z
  .object({ ticket: z.string().catch(''), answer: z.string().optional().catch(undefined) })
  .catch({ ticket: '' });

const callbackState = z.object({ state: z.string() });

const hidden = { schema: { hide: true } };

/**
 * The top-level window in which QuickBooks is connected. Addresses that receive a code answer with a
 * redirect, never with a page (Intuit: security requirements). `limit` counts consents.
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
    headers: askForHardExpiry,
  });

  const living = (ticket: string) => ticketByHash(db, hashOf(ticket), clock.now());

  const onTo = async (reply: FastifyReply, ticket: string, next: Next = 'page') => {
    const row = next === 'settings' ? await living(ticket) : null;
    const grant = row && (await grantOf(db, row));
    const page = `${settings.publicUrl}/connect?${new URLSearchParams({ ticket })}`;
    return reply.redirect(grant ? settingsUrl(settings, grant) : page, 303);
  };

  const ofPage = { ...hidden, onRequest: ownPages, bodyLimit: smallBody };

  app.post('/connect/look', ofPage, async (request, reply) => {
    const ticket = ticketOf(request);
    const row = await living(ticket);
    if (!row) return expiredPage;
    if (row.stage === 'ask') markBrowser(settings, { request, reply }, ticket);
    else if (browserOf(settings, request, ticket)?.cookieHash !== row.cookieHash)
      return expiredPage;
    return pageOf(dependencies, row);
  });

  const goOptions = { ...ofPage, onRequest: [ownPages, limit] };
  app.post('/connect/go', goOptions, async (request, reply) => {
    const ticket = ticketOf(request);
    const browser = browserOf(settings, request, ticket);
    if (!browser) return onTo(reply, ticket);
    const now = clock.now();
    const bound = {
      cookieHash: browser.cookieHash,
      stateHash: hashOf(browser.state),
      expiresAt: now + consentLifeMs,
    };
    const began = await beginConsent(db, hashOf(ticket), bound, now);
    if (!began) return onTo(reply, ticket);
    return reply.redirect(await intuit.consentPage(request, reply), 303);
  });

  const callbackOptions = { ...hidden, onRequest: limit };
  app.get('/oauth/quickbooks/callback', callbackOptions, async (request, reply) => {
    const { state } = callbackState.safeParse(request.query).data ?? {};
    const browser = state === undefined ? null : browserOfState(settings, request, state);
    if (!browser) return onTo(reply, '');
    const next = await returnFromIntuit(dependencies, browser, request.query, () =>
      exchangeCode(intuit, request, 'quickbooks', dependencies),
    );
    return onTo(reply, browser.ticket, next);
  });

  app.post('/connect/other', ofPage, async (request, reply) => {
    const { ticket, answer } = form.parse(request.body);
    const row = await living(ticket);
    const browser = browserOf(settings, request, ticket);
    const ours = row && browser?.cookieHash === row.cookieHash;
    if (ours) await answerOtherCompany(dependencies, row, answer === 'yes');
    return onTo(reply, ticket);
  });

  intuitLinks(app, dependencies, limit);
};
