import { iso } from '../clock.ts';
import type { Dependencies } from '../context.ts';
import { settingsUrl } from '../install/service.ts';
import { grantOf } from '../install/store.ts';
import type { ConnectPage } from './contract.ts';
import { lastConnection, liveConnection } from './store.ts';
import type { TicketRow } from './ticket-store.ts';

export const expiredPage: ConnectPage = {
  stage: 'expired',
  company: '',
  user: '',
  quickbooks: null,
  before: null,
  error: null,
  settingsUrl: null,
};

const errorOf = async (
  db: Dependencies['db'],
  ticket: TicketRow,
): Promise<ConnectPage['error']> => {
  if (ticket.stage !== 'refused') return null;
  const code = ticket.errorCode ?? 'internal';
  const held = code === 'connection_taken' && (await liveConnection(db, ticket.companyId));
  return held ? { code, owner: held.ownerName, since: iso(held.connectedAt) } : { code };
};

/**
 * What the window shows for a ticket. Until the browser is back from Intuit it can ask again; a ticket that
 * is used up shows as expired.
 */
export const pageOf = async (
  { db, settings }: Pick<Dependencies, 'db' | 'settings'>,
  ticket: TicketRow,
): Promise<ConnectPage> => {
  const grant = await grantOf(db, ticket);
  if (!grant || (ticket.stage === 'consenting' && !ticket.stateHash)) return expiredPage;
  const stage = ticket.stage === 'consenting' ? 'ask' : ticket.stage;
  const last = await lastConnection(db, ticket.companyId);
  // Before anything is decided, only the user who chose those books is reminded of them.
  const tellBefore =
    stage === 'other_company' || (stage === 'ask' && last?.ownerId === ticket.userId);
  return {
    stage,
    company: grant.companyName,
    user: grant.userName,
    quickbooks: ticket.realmName,
    before: (tellBefore && last?.realmName) || null,
    error: await errorOf(db, ticket),
    settingsUrl: settingsUrl(settings, grant),
  };
};
