import * as z from 'zod';
import type { Dependencies } from '../context.ts';
import { hashOf } from '../oauth/secrets.ts';
import type { FreshTokens } from '../oauth/token-response.ts';
import { withCallContext } from '../vendor-calls/call-context.ts';
import type { Browser } from './browser.ts';
import { checkForWindow, type Next, refuseTicket, storeConsent } from './consent.ts';
import { revokeConsent } from './revoke.ts';
import { type TicketRow, takeConsent } from './ticket-store.ts';

const optionalText = z.string().optional().catch(undefined);

/**
 * Query of Intuit's redirect.
 * https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/oauth-2.0
 */
const callbackQuery = z.object({
  code: optionalText,
  realmId: z
    .string()
    .regex(/^\d{1,19}$/)
    .optional()
    .catch(undefined),
  error: optionalText,
});

/**
 * Handles the browser's return from Intuit. Exchanges the code once, and only if ticket, cookie and
 * state match. `realmId` comes from the browser, so `checkConsent` confirms it with QuickBooks
 * first. Returns the window's next page.
 */
export const returnFromIntuit = async (
  dependencies: Dependencies,
  browser: Browser,
  query: unknown,
  exchange: () => Promise<FreshTokens | null>,
): Promise<Next> => {
  const parsed = callbackQuery.parse(query);
  const { cookieHash, ticket, state } = browser;
  const proof = { ticketHash: hashOf(ticket), cookieHash, stateHash: hashOf(state) };
  const row = await takeConsent(dependencies.db, proof, dependencies.clock.now());
  if (!row) return 'page';
  const { companyId } = row;
  return withCallContext({ companyId }, () => decide(dependencies, row, parsed, exchange));
};

const decide = async (
  dependencies: Dependencies,
  row: TicketRow,
  { code, realmId, error }: z.infer<typeof callbackQuery>,
  exchange: () => Promise<FreshTokens | null>,
): Promise<Next> => {
  if (error || !code || !realmId) {
    return refuseTicket(
      dependencies,
      row,
      error === 'access_denied' ? error : 'quickbooks_refused',
    );
  }
  const tokens = await exchange();
  if (!tokens?.refreshToken) return refuseTicket(dependencies, row, 'quickbooks_unavailable');
  const { accessToken, refreshToken, expiresAt, refreshExpiresAt, hardExpiresAt } = tokens;
  const checking = await storeConsent(dependencies, row, {
    realmId,
    tokens: { accessToken, refreshToken, expiresAt, refreshExpiresAt, hardExpiresAt },
  });
  if (checking) return checkForWindow(dependencies, checking);
  // The ticket was deleted while the code was exchanged.
  await revokeConsent(dependencies, realmId, refreshToken);
  return 'page';
};
