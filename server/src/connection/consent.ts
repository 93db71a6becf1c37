import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { isAppError } from '../app-error.ts';
import { readProfile } from '../company-profile/read-profile.ts';
import { storeProfile } from '../company-profile/store.ts';
import type { Dependencies } from '../context.ts';
import { withCallContext } from '../diagnostics/call-context.ts';
import { grantOf } from '../install/store.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import { activate } from './activate.ts';
import { type Consent, openConsent, pendingKey, sealConsent } from './pending-consent.ts';
import { revokeConnection, revokeConsent } from './revoke.ts';
import { connectionName, lastConnection, liveConnection, liveConnectionOfRealm } from './store.ts';
import { moveTicket, type TicketRow } from './ticket-store.ts';

/** How long the window waits for QuickBooks before it shows that the consent is being checked. */
const windowWaitMs = 8_000;

/** A pending consent is not refreshed; it is dropped this long before its access token expires. */
const spareTokenMs = 60_000;

/** Where the window goes next: to the page that tells the ticket's stage, or to the app's settings. */
export type Next = 'page' | 'settings';

/** Writes down why a ticket did not lead to a connection, and hands back what it may hold. */
export const refuse = async (
  dependencies: Dependencies,
  ticket: TicketRow,
  errorCode: string,
  consent?: Consent,
): Promise<Next> => {
  const moved = await moveTicket(dependencies.db, ticket.ticketHash, {
    stage: 'refused',
    errorCode,
    pending: null,
  });
  if (moved && consent) {
    await revokeConsent(dependencies, consent.realmId, consent.tokens.refreshToken);
  }
  return 'page';
};

/** 5 s, 10 s, 20 s, 40 s, then every minute until the consent expires. */
export const checkAfter = (checks: number): number => Math.min(60_000, 5_000 * 2 ** checks);

/**
 * Stores the tokens of a consent with its ticket; null when the ticket was decided meanwhile. The caller
 * checks it at once; the background takes over after the first pause.
 */
export const keepConsent = async (
  { db, vault, clock }: Pick<Dependencies, 'db' | 'vault' | 'clock'>,
  ticket: TicketRow,
  consent: Consent,
): Promise<TicketRow | null> => {
  const next = {
    stage: 'checking' as const,
    pending: sealConsent(vault, ticket.ticketHash, consent),
    expiresAt: Math.max(ticket.expiresAt, consent.tokens.expiresAt - spareTokenMs),
    checks: 0,
    nextCheckAt: clock.now() + checkAfter(0),
  };
  const moved = await moveTicket(db, ticket.ticketHash, next);
  return moved ? { ...ticket, ...next } : null;
};

/** Checks a consent for a window that waits: after a few seconds the page takes over. */
export const checkSoon = async (dependencies: Dependencies, ticket: TicketRow): Promise<Next> => {
  const checked = checkConsent(dependencies, ticket).catch((error: unknown): Next => {
    const { companyId } = ticket;
    dependencies.log.error({ companyId, err: error }, 'a consent could not be checked');
    return 'page';
  });
  return Promise.race([checked, pause(windowWaitMs, 'page' as const, { ref: false })]);
};

/**
 * Reads CompanyInfo of the realm with the new token, and only then decides: refused by QuickBooks, or
 * another company's realm, or a colleague's connection, is refused here; another realm than before needs
 * the user's consent; everything else is connected. The ticket stays in `checking` while QuickBooks
 * does not answer.
 */
export const checkConsent = async (
  dependencies: Dependencies,
  ticket: TicketRow,
): Promise<Next> => {
  if (ticket.stage !== 'checking') return 'page';
  const consent = openConsent(dependencies.vault, ticket);
  if (!consent) return refuse(dependencies, ticket, 'quickbooks_unavailable');
  const { realmId } = consent;
  if (await isTaken(dependencies, ticket))
    return refuse(dependencies, ticket, 'connection_taken', consent);
  const read = await readName(dependencies, ticket, realmId);
  if (read.kind === 'silent') return 'page';
  if (read.kind === 'refused') {
    await moveTicket(dependencies.db, ticket.ticketHash, { realmName: realmId });
    return refuse(dependencies, ticket, read.code, consent);
  }
  // Reading took a moment, in which a colleague may have come first.
  if (await isTaken(dependencies, ticket))
    return refuse(dependencies, ticket, 'connection_taken', consent);
  const realmName = read.name || realmId;
  const theirs = await liveConnectionOfRealm(dependencies.db, realmId);
  if (theirs && theirs.companyId !== ticket.companyId) {
    return refuse(dependencies, ticket, 'realm_taken', consent);
  }
  const before = await lastConnection(dependencies.db, ticket.companyId);
  if (before && before.realmId !== realmId) {
    await moveTicket(dependencies.db, ticket.ticketHash, { stage: 'other_company', realmName });
    return 'page';
  }
  return connect(dependencies, ticket, consent, realmName);
};

/** The answer to whether another realm than before shall be connected. */
export const answerOtherCompany = (
  dependencies: Dependencies,
  ticket: TicketRow,
  yes: boolean,
): Promise<Next> =>
  withCallContext({ companyId: ticket.companyId }, () =>
    decideOtherCompany(dependencies, ticket, yes),
  );

const decideOtherCompany = async (
  dependencies: Dependencies,
  ticket: TicketRow,
  yes: boolean,
): Promise<Next> => {
  if (ticket.stage !== 'other_company' || !ticket.pending) return 'page';
  const consent = openConsent(dependencies.vault, ticket);
  if (!consent) return refuse(dependencies, ticket, 'quickbooks_unavailable');
  if (!yes) return refuse(dependencies, ticket, 'other_realm', consent);
  return connect(dependencies, ticket, consent, ticket.realmName ?? consent.realmId);
};

const isTaken = async ({ db }: Dependencies, ticket: TicketRow): Promise<boolean> => {
  const ours = await liveConnection(db, ticket.companyId);
  return ours !== null && ours.ownerId !== ticket.userId;
};

type NameRead =
  | { kind: 'read'; name: string }
  /** QuickBooks answered: this token does not open this realm. */
  | { kind: 'refused'; code: string }
  /** No answer that decides anything. */
  | { kind: 'silent' };

const readName = async (
  dependencies: Dependencies,
  ticket: TicketRow,
  realmId: string,
): Promise<NameRead> => {
  try {
    const realm = { connectionId: pendingKey(ticket.ticketHash), realmId };
    return { kind: 'read', name: await dependencies.quickbooks.companyName(realm) };
  } catch (error) {
    const code = isAppError(error) ? error.code : 'internal';
    const { companyId } = ticket;
    dependencies.log.warn(
      { companyId, realmId, code },
      'CompanyInfo could not be read with a new token',
    );
    if (code === 'connection_broken') return { kind: 'refused', code: 'realm_not_granted' };
    const decided = isAppError(error, 'quickbooks_forbidden', 'quickbooks_refused', 'not_found');
    return decided ? { kind: 'refused', code: 'quickbooks_forbidden' } : { kind: 'silent' };
  }
};

const connect = async (
  dependencies: Dependencies,
  ticket: TicketRow,
  consent: Consent,
  realmName: string,
): Promise<Next> => {
  const { db, clock, vault } = dependencies;
  const grant = await grantOf(db, ticket);
  if (!grant) return refuse(dependencies, ticket, 'not_installed', consent);
  const before = await lastConnection(db, ticket.companyId);
  const { tokens, realmId } = consent;
  const id = randomUUID();
  const made = await activate(
    db,
    ticket,
    {
      id,
      realmId,
      realmName,
      ownerName: grant.userName,
      accessToken: vault.seal(tokens.accessToken, connectionName(id)),
      refreshToken: vault.seal(tokens.refreshToken, connectionName(id)),
      expiresAt: tokens.expiresAt,
      refreshExpiresAt: tokens.refreshExpiresAt,
    },
    clock.now(),
  );
  if (made.kind === 'decided') return 'page';
  if (made.kind !== 'connected') return refuse(dependencies, ticket, made.kind, consent);
  const profile = keepProfile(dependencies, ticket, { connectionId: id, realmId });
  await Promise.race([profile, pause(windowWaitMs, undefined, { ref: false })]);
  const { replaced } = made;
  // Consent to the same books anew must not be revoked with the old one: it is the same grant.
  if (replaced && replaced.realmId !== realmId) {
    await revokeConnection(dependencies, replaced);
  }
  return before ? 'page' : 'settings';
};

/** Reads the company profile while the user is at it; the panel reads it later where that fails. */
const keepProfile = async (
  dependencies: Dependencies,
  { companyId, userId }: PipedriveUser,
  realm: { connectionId: string; realmId: string },
): Promise<void> => {
  const { db, clock, log } = dependencies;
  try {
    const profile = await readProfile(dependencies, { companyId, userId }, realm);
    await storeProfile(db, { companyId, realmId: realm.realmId, profile, readAt: clock.now() });
  } catch (error) {
    const { realmId } = realm;
    log.warn(
      { companyId, realmId, err: error },
      'the company profile was not read after connecting',
    );
  }
};
