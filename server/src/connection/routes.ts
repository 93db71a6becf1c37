import type { FastifyInstance, FastifyReply } from 'fastify';
import * as z from 'zod';
import type { Doors } from '../context.ts';
import { settingsUrl } from '../install/service.ts';
import { grantOf } from '../install/store.ts';
import { openConsentDoor } from '../oauth/consent-door.ts';
import { exchangeCode } from '../oauth/exchange-code.ts';
import { hashOf } from '../oauth/secrets.ts';
import { browserOf, markBrowser } from './browser.ts';
import { returnFromIntuit } from './callback.ts';
import { askForHardExpiry } from './connection-access.ts';
import { answerOtherCompany, type Next } from './consent.ts';
import { intuitLinks } from './intuit-links.ts';
import { expiredPage, pageOf } from './look.ts';
import { beginConsent, ticketByHash } from './ticket-store.ts';

/** From the click on *Continue* until the result has been read. */
const consentLifeMs = 30 * 60_000;

const form = z
  .object({ ticket: z.string().catch(''), answer: z.string().optional().catch(undefined) })
  .catch({ ticket: '' });

const hidden = { schema: { hide: true } };

/**
 * The top-level window in which QuickBooks is connected. Addresses that receive a code answer with a
 * redirect, never with a page (Intuit: security requirements).
 */
export const connectionRoutes = async (app: FastifyInstance, doors: Doors): Promise<void> => {
  const { db, clock, settings } = doors;
  const { quickbooks } = settings;
  const intuit = await openConsentDoor(app, settings, {
    name: 'quickbooks',
    clientId: quickbooks.clientId,
    clientSecret: quickbooks.clientSecret,
    authorizeUrl: quickbooks.authorizeUrl,
    tokenUrl: quickbooks.tokenUrl,
    callbackPath: '/oauth/quickbooks/callback',
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

  app.post('/connect/look', hidden, async (request, reply) => {
    const { ticket } = form.parse(request.body);
    const row = await living(ticket);
    if (!row) return expiredPage;
    if (row.stage === 'ask') markBrowser(settings, reply, ticket);
    else if (browserOf(settings, request)?.cookieHash !== row.cookieHash) return expiredPage;
    return pageOf(doors, row);
  });

  app.post('/connect/go', hidden, async (request, reply) => {
    const { ticket } = form.parse(request.body);
    const browser = browserOf(settings, request);
    if (browser?.ticket !== ticket) return onTo(reply, ticket);
    const consentPage = await intuit.generateAuthorizationUri(request, reply);
    const state = new URL(consentPage).searchParams.get('state') ?? '';
    const now = clock.now();
    const began = await beginConsent(
      db,
      hashOf(ticket),
      {
        cookieHash: browser.cookieHash,
        stateHash: hashOf(state),
        expiresAt: now + consentLifeMs,
      },
      now,
    );
    return began ? reply.redirect(consentPage, 303) : onTo(reply, ticket);
  });

  app.get('/oauth/quickbooks/callback', hidden, async (request, reply) => {
    const browser = browserOf(settings, request);
    if (!browser) return onTo(reply, '');
    const next = await returnFromIntuit(doors, browser, request.query, () =>
      exchangeCode(intuit, { request, reply }, doors),
    );
    return onTo(reply, browser.ticket, next);
  });

  app.post('/connect/other', hidden, async (request, reply) => {
    const { ticket, answer } = form.parse(request.body);
    const row = await living(ticket);
    const browser = browserOf(settings, request);
    const ours = row && browser?.ticket === ticket && browser.cookieHash === row.cookieHash;
    if (ours) await answerOtherCompany(doors, row, answer === 'yes');
    return onTo(reply, ticket);
  });

  intuitLinks(app, doors);
};
