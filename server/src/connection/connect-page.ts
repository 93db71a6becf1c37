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
  renews: false,
  takesOverFrom: null,
  error: null,
  settingsUrl: null,
};

const errorOf = async (
  db: Dependencies['db'],
  ticket: TicketRow,
): Promise<ConnectPage['error']> => {
  if (ticket.stage !== 'refused') return null;
  const code = ticket.errorCode ?? 'internal';
  const existing = code === 'connection_taken' && (await liveConnection(db, ticket.companyId));
  return existing
    ? { code, owner: existing.ownerName, since: iso(existing.connectedAt) }
    : { code };
};

/**
 * Builds the page for a ticket. While the browser is at Intuit, the page still offers *Continue*;
 * after its return a ticket without a result shows as expired.
 */
export const pageOf = async (
  { db, settings }: Pick<Dependencies, 'db' | 'settings'>,
  ticket: TicketRow,
): Promise<ConnectPage> => {
  const grant = await grantOf(db, ticket);
  if (!grant || (ticket.stage === 'consenting' && !ticket.stateHash)) return expiredPage;
  const stage = ticket.stage === 'consenting' ? 'ask' : ticket.stage;
  const previous = await lastConnection(db, ticket.companyId);
  const isLive = previous !== null && previous.state !== 'ended';
  const takesOver = isLive && previous.id === ticket.takesOverId;
  const isOwner = previous?.ownerId === ticket.userId;
  // Before the consent, only the previous owner sees the previous company's name, and who may take
  // over, because they must choose the same company.
  const showPrevious = stage === 'other_company' || (stage === 'ask' && (isOwner || takesOver));
  return {
    stage,
    company: grant.companyName,
    user: grant.userName,
    quickbooks: ticket.realmName,
    before: (showPrevious && previous?.realmName) || null,
    renews: isLive && isOwner,
    takesOverFrom: takesOver ? previous.ownerName : null,
    error: await errorOf(db, ticket),
    settingsUrl: settingsUrl(settings, grant),
  };
};
