import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { keepBooks } from '../books/store.ts';
import type { Doors } from '../context.ts';
import { grantOf } from '../install/store.ts';
import type { Books } from '../shared/books.ts';
import { activate } from './activate.ts';
import { type Consent, openConsent, pendingKey, sealConsent } from './pending-consent.ts';
import { revokeConnection, revokeConsent } from './revoke.ts';
import { connectionName, lastConnection, liveConnection, liveConnectionOfRealm } from './store.ts';
import { moveTicket, type TicketRow } from './ticket-store.ts';

/** How long the window waits to learn the name of the books. */
const nameWaitMs = 8_000;

/** Where the window goes next: to the page that tells the ticket's stage, or to the app's settings. */
export type Next = 'page' | 'settings';

/** Writes down why a ticket did not lead to a connection, and hands back what it may hold. */
export const refuse = async (
  doors: Doors,
  ticket: TicketRow,
  errorCode: string,
  consent?: Consent,
): Promise<Next> => {
  const moved = await moveTicket(doors.db, ticket.ticketHash, {
    stage: 'refused',
    errorCode,
    pending: null,
  });
  if (moved && consent) {
    await revokeConsent(doors, consent.realmId, consent.tokens.refreshToken);
  }
  return 'page';
};

/** Why these books cannot be connected by this user; null when nothing stands against it. */
const obstacle = async ({ db }: Doors, ticket: TicketRow, realmId: string) => {
  const ours = await liveConnection(db, ticket.companyId);
  if (ours && ours.holderId !== ticket.userId) return 'connection_taken';
  const theirs = await liveConnectionOfRealm(db, realmId);
  return theirs && theirs.companyId !== ticket.companyId ? 'realm_taken' : null;
};

const booksBehind = async (
  doors: Doors,
  ticket: TicketRow,
  realmId: string,
): Promise<Books | null> => {
  const connectionId = pendingKey(ticket.ticketHash);
  const reading = doors.quickbooks.readBooks({ connectionId, realmId }).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : 'unknown';
    doors.log.warn({ realmId, why }, 'the books could not be read after connecting');
    return null;
  });
  return Promise.race([reading, pause(nameWaitMs, null, { ref: false })]);
};

const connect = async (
  doors: Doors,
  ticket: TicketRow,
  consent: Consent,
  realmName: string,
  books: Books | null = null,
): Promise<Next> => {
  const { db, clock, vault } = doors;
  const grant = await grantOf(db, ticket);
  if (!grant) return refuse(doors, ticket, 'not_installed', consent);
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
      holderName: grant.userName,
      accessToken: vault.seal(tokens.accessToken, connectionName(id)),
      refreshToken: vault.seal(tokens.refreshToken, connectionName(id)),
      expiresAt: tokens.expiresAt,
      refreshExpiresAt: tokens.refreshExpiresAt,
    },
    clock.now(),
  );
  if (made.kind === 'decided') return 'page';
  if (made.kind !== 'connected') return refuse(doors, ticket, made.kind, consent);
  if (books) {
    await keepBooks(db, { companyId: ticket.companyId, realmId, books, readAt: clock.now() });
  }
  const { replaced } = made;
  // Consent to the same books anew must not be revoked with the old one: it is the same grant.
  if (replaced && replaced.realmId !== realmId) {
    await revokeConnection(doors, replaced);
  }
  return before ? 'page' : 'settings';
};

/**
 * What follows a consent given at Intuit. Books that another company is connected to, or a company that
 * a colleague connected, are refused; other books than before wait for a yes; all else is connected.
 */
export const settleConsent = async (
  doors: Doors,
  ticket: TicketRow,
  consent: Consent,
): Promise<Next> => {
  const { realmId } = consent;
  const tooLate = await obstacle(doors, ticket, realmId);
  if (tooLate) return refuse(doors, ticket, tooLate, consent);
  const pending = sealConsent(doors.vault, ticket.ticketHash, consent);
  await moveTicket(doors.db, ticket.ticketHash, { pending });
  const books = await booksBehind(doors, ticket, realmId);
  const realmName = books?.companyName ?? realmId;
  // Reading took a moment, in which a colleague may have come first.
  const overtaken = await obstacle(doors, ticket, realmId);
  if (overtaken) return refuse(doors, ticket, overtaken, consent);
  const before = await lastConnection(doors.db, ticket.companyId);
  if (before && before.realmId !== realmId) {
    await moveTicket(doors.db, ticket.ticketHash, { stage: 'other_company', realmName });
    return 'page';
  }
  return connect(doors, ticket, consent, realmName, books);
};

/** The answer to whether other books than before shall be connected. */
export const answerOtherCompany = async (
  doors: Doors,
  ticket: TicketRow,
  yes: boolean,
): Promise<Next> => {
  if (ticket.stage !== 'other_company' || !ticket.pending) return 'page';
  const consent = openConsent(doors.vault, ticket);
  if (!consent) return refuse(doors, ticket, 'quickbooks_unavailable');
  if (!yes) return refuse(doors, ticket, 'other_realm', consent);
  return connect(doors, ticket, consent, ticket.realmName ?? consent.realmId);
};
