import * as z from 'zod';
import type { Dependencies } from '../context.ts';
import { withCallContext } from '../diagnostics/call-context.ts';
import { hashOf } from '../oauth/secrets.ts';
import type { FreshTokens } from '../oauth/token-response.ts';
import type { Browser } from './browser.ts';
import { checkSoon, keepConsent, type Next, refuse } from './consent.ts';
import { revokeConsent } from './revoke.ts';
import { type TicketRow, takeConsent } from './ticket-store.ts';

const optionalText = z.string().optional().catch(undefined);

/** What Intuit's consent page sends back with (Intuit: OAuth 2.0, authorization response). */
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
 * Handles the browser's return from Intuit. Exchanges the code only if ticket, cookie and state belong
 * together, once. The browser supplies `realmId`, so nothing is claimed before QuickBooks has confirmed it
 * (`checkConsent`). Returns where the window goes next.
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
    return refuse(dependencies, row, error === 'access_denied' ? error : 'quickbooks_refused');
  }
  const tokens = await exchange();
  if (!tokens?.refreshToken) return refuse(dependencies, row, 'quickbooks_unavailable');
  const { accessToken, refreshToken, expiresAt, refreshExpiresAt } = tokens;
  const kept = await keepConsent(dependencies, row, {
    realmId,
    tokens: { accessToken, refreshToken, expiresAt, refreshExpiresAt },
  });
  if (kept) return checkSoon(dependencies, kept);
  // The ticket was deleted while the code was exchanged.
  await revokeConsent(dependencies, realmId, refreshToken);
  return 'page';
};
