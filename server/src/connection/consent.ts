import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { isAppError } from '../app-error.ts';
import { readProfile } from '../company-profile/read-profile.ts';
import { storeProfile } from '../company-profile/store.ts';
import type { Dependencies } from '../context.ts';
import { grantOf } from '../install/store.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import { withCallContext } from '../vendor-calls/call-context.ts';
import { activate } from './activate.ts';
import { type Consent, decryptConsent, encryptConsent, pendingKey } from './pending-consent.ts';
import { revokeConnection, revokeConsent } from './revoke.ts';
import { connectionName, lastConnection, liveConnection, liveConnectionOfRealm } from './store.ts';
import { holdsTakeover } from './takeover.ts';
import { type TicketRow, updateUndecided } from './ticket-store.ts';

/** How long the callback waits for QuickBooks before the window shows the stage `checking`. */
const windowWaitMs = 8_000;

/** Pending consents are never refreshed; they expire this long before their access token. */
const spareTokenMs = 60_000;

/** Next page of the window: the ticket's page, or the app's settings in Pipedrive. */
export type Next = 'page' | 'settings';

/** Marks a ticket refused with an error code, and revokes the tokens of its consent. */
export const refuseTicket = async (
  dependencies: Dependencies,
  ticket: TicketRow,
  errorCode: string,
  consent?: Consent,
): Promise<Next> => {
  const moved = await updateUndecided(dependencies.db, ticket.ticketHash, {
    stage: 'refused',
    errorCode,
    pending: null,
  });
  if (moved && consent) {
    await revokeConsent(dependencies, consent.realmId, consent.tokens.refreshToken);
  }
  return 'page';
};

/** Delay in ms before the next check: 5 s, 10 s, 20 s, 40 s, then one minute. */
export const checkDelay = (checks: number): number => Math.min(60_000, 5_000 * 2 ** checks);

/**
 * Stores the tokens of a consent in its ticket; null when the ticket was already decided. The
 * caller checks it at once; background checks start after 5 s.
 */
export const storeConsent = async (
  { db, vault, clock }: Pick<Dependencies, 'db' | 'vault' | 'clock'>,
  ticket: TicketRow,
  consent: Consent,
): Promise<TicketRow | null> => {
  const next = {
    stage: 'checking' as const,
    pending: encryptConsent(vault, ticket.ticketHash, consent),
    expiresAt: Math.max(ticket.expiresAt, consent.tokens.expiresAt - spareTokenMs),
    checks: 0,
    nextCheckAt: clock.now() + checkDelay(0),
  };
  const moved = await updateUndecided(db, ticket.ticketHash, next);
  return moved ? { ...ticket, ...next } : null;
};

/** Checks a consent while the window waits; after 8 s the window shows `checking` instead. */
export const checkForWindow = async (
  dependencies: Dependencies,
  ticket: TicketRow,
): Promise<Next> => {
  const checked = checkConsent(dependencies, ticket).catch((error: unknown): Next => {
    const { companyId } = ticket;
    dependencies.log.error({ companyId, err: error }, 'a consent could not be checked');
    return 'page';
  });
  return Promise.race([checked, pause(windowWaitMs, 'page' as const, { ref: false })]);
};

/**
 * Connects after reading CompanyInfo with the new token. Refuses a realm that QuickBooks denies or
 * another company has, and a company with a colleague's connection, unless the ticket takes it over.
 * A realm other than before needs confirmation (`other_company`) and is refused in a takeover; while
 * QuickBooks is unavailable the ticket stays in `checking`.
 */
export const checkConsent = async (
  dependencies: Dependencies,
  ticket: TicketRow,
): Promise<Next> => {
  if (ticket.stage !== 'checking') return 'page';
  const consent = decryptConsent(dependencies.vault, ticket);
  if (!consent) return refuseTicket(dependencies, ticket, 'quickbooks_unavailable');
  const { realmId } = consent;
  if (await isTaken(dependencies, ticket))
    return refuseTicket(dependencies, ticket, 'connection_taken', consent);
  const nameRead = await readName(dependencies, ticket, realmId);
  if (nameRead.kind === 'undecided') return 'page';
  if (nameRead.kind === 'refused') {
    await updateUndecided(dependencies.db, ticket.ticketHash, { realmName: realmId });
    return refuseTicket(dependencies, ticket, nameRead.code, consent);
  }
  // A colleague may have connected while CompanyInfo was read.
  if (await isTaken(dependencies, ticket))
    return refuseTicket(dependencies, ticket, 'connection_taken', consent);
  const realmName = nameRead.name || realmId;
  const realmConnection = await liveConnectionOfRealm(dependencies.db, realmId);
  if (realmConnection && realmConnection.companyId !== ticket.companyId) {
    return refuseTicket(dependencies, ticket, 'realm_taken', consent);
  }
  const previous = await lastConnection(dependencies.db, ticket.companyId);
  if (previous && previous.realmId !== realmId) {
    if (previous.state !== 'ended' && previous.ownerId !== ticket.userId)
      return refuseTicket(dependencies, ticket, 'takeover_other_realm', consent);
    await updateUndecided(dependencies.db, ticket.ticketHash, {
      stage: 'other_company',
      realmName,
    });
    return 'page';
  }
  return connect(dependencies, ticket, consent, realmName);
};

/** Handles the user's decision whether to connect a different realm than before. */
export const answerOtherCompany = (
  dependencies: Dependencies,
  ticket: TicketRow,
  confirmed: boolean,
): Promise<Next> =>
  withCallContext({ companyId: ticket.companyId }, () =>
    decideOtherCompany(dependencies, ticket, confirmed),
  );

const decideOtherCompany = async (
  dependencies: Dependencies,
  ticket: TicketRow,
  confirmed: boolean,
): Promise<Next> => {
  if (ticket.stage !== 'other_company' || !ticket.pending) return 'page';
  const consent = decryptConsent(dependencies.vault, ticket);
  if (!consent) return refuseTicket(dependencies, ticket, 'quickbooks_unavailable');
  if (!confirmed) return refuseTicket(dependencies, ticket, 'other_realm', consent);
  return connect(dependencies, ticket, consent, ticket.realmName ?? consent.realmId);
};

const isTaken = async (dependencies: Dependencies, ticket: TicketRow): Promise<boolean> => {
  const connection = await liveConnection(dependencies.db, ticket.companyId);
  if (connection === null || connection.ownerId === ticket.userId) return false;
  return !(await holdsTakeover(dependencies, ticket, connection));
};

type NameRead =
  | { kind: 'read'; name: string }
  /** QuickBooks refused this token for this realm. */
  | { kind: 'refused'; code: string }
  /** No response, or one that does not decide. */
  | { kind: 'undecided' };

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
    const denied = isAppError(error, 'quickbooks_forbidden', 'quickbooks_refused', 'not_found');
    return denied ? { kind: 'refused', code: 'quickbooks_forbidden' } : { kind: 'undecided' };
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
  if (!grant) return refuseTicket(dependencies, ticket, 'not_installed', consent);
  const previous = await lastConnection(db, ticket.companyId);
  const { tokens, realmId } = consent;
  const id = randomUUID();
  const activation = await activate(
    db,
    ticket,
    {
      id,
      realmId,
      realmName,
      ownerName: grant.userName,
      accessToken: vault.encrypt(tokens.accessToken, connectionName(id)),
      refreshToken: vault.encrypt(tokens.refreshToken, connectionName(id)),
      expiresAt: tokens.expiresAt,
      refreshExpiresAt: tokens.refreshExpiresAt,
      hardExpiresAt: tokens.hardExpiresAt,
    },
    clock.now(),
  );
  if (activation.kind === 'decided') return 'page';
  if (activation.kind !== 'connected') {
    const code = activation.kind === 'other_realm' ? 'takeover_other_realm' : activation.kind;
    return refuseTicket(dependencies, ticket, code, consent);
  }
  const profile = readAndStoreProfile(dependencies, ticket, { connectionId: id, realmId });
  await Promise.race([profile, pause(windowWaitMs, undefined, { ref: false })]);
  const { replaced } = activation;
  // A repeated consent to the same realm is the same grant at Intuit, so revoking would end it too.
  if (replaced && replaced.realmId !== realmId) {
    await revokeConnection(dependencies, replaced);
  }
  return previous ? 'page' : 'settings';
};

/** Reads the company profile now, so that the panel need not; the panel retries after a failure. */
const readAndStoreProfile = async (
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
