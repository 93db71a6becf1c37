import { endConnection } from '../connection/activate.ts';
import { decryptConsent } from '../connection/pending-consent.ts';
import { revokeConnection, revokeConsent } from '../connection/revoke.ts';
import { liveConnection } from '../connection/store.ts';
import type { Dependencies } from '../context.ts';
import { transact } from '../db/transact.ts';
import { revokeGrant } from '../install/uninstall.ts';
import type { Job } from '../scheduler/job.ts';
import { withCallContext } from '../vendor-calls/call-context.ts';
import {
  deleteCompany,
  dueDeletions,
  nextDeletion,
  planDeletion,
  type Tokens,
  takeTickets,
} from './store.ts';

type Deleting = Pick<Dependencies, 'db' | 'clock' | 'settings' | 'log' | 'vault'>;
type Admin = { companyId: number; userId: number };

/**
 * Plans the deletion of a company's data and disconnects QuickBooks, regardless of its owner.
 * Unconfirmed operations stay, to be resolved if the deletion is cancelled and QuickBooks
 * connected.
 */
export const deleteLater = async (
  dependencies: Deleting,
  { companyId, userId }: Admin,
): Promise<void> => {
  const now = dependencies.clock.now();
  // In one transaction: no ticket is issued once a deletion is planned, so none can connect later.
  const tickets = await transact(dependencies.db, async (tx) => {
    await planDeletion(tx, { companyId, userId, now }, 'later');
    return takeTickets(tx, companyId);
  });
  const connection = await liveConnection(dependencies.db, companyId);
  const ended = connection && (await endConnection(dependencies.db, connection, now));
  await revokeAll(dependencies, { grants: [], connections: ended ? [ended] : [], tickets });
};

/** Deletes a company's data at once and revokes its tokens. */
export const deleteNow = async (
  dependencies: Deleting,
  { companyId, userId }: Admin,
): Promise<void> => {
  const now = dependencies.clock.now();
  await transact(dependencies.db, (tx) => planDeletion(tx, { companyId, userId, now }, 'now'));
  await carryOut(dependencies, companyId);
};

const carryOut = async (dependencies: Deleting, companyId: number): Promise<void> => {
  const tokens = await deleteCompany(dependencies.db, companyId, dependencies.clock.now());
  if (!tokens) return;
  dependencies.log.info({ companyId }, 'deleted the data of a company');
  await withCallContext({ companyId }, () => revokeAll(dependencies, tokens));
};

/** Number of concurrent calls to vendors. */
const atOnce = 10;

/** Revokes tokens whose rows are already deleted. Does not throw for the response of a vendor. */
const revokeAll = async (
  dependencies: Deleting,
  { grants, connections, tickets }: Tokens,
): Promise<void> => {
  const calls = [
    ...connections.map((connection) => () => revokeConnection(dependencies, connection)),
    ...tickets.map((ticket) => async () => {
      const given = decryptConsent(dependencies.vault, ticket);
      if (given) await revokeConsent(dependencies, given.realmId, given.tokens.refreshToken);
    }),
    ...grants.map((grant) => () => revokeGrant(dependencies, grant)),
  ];
  for (let from = 0; from < calls.length; from += atOnce) {
    await Promise.all(calls.slice(from, from + atOnce).map((call) => call()));
  }
};

/** Carries out the due deletions concurrently, so that a slow or failing one delays no other. */
export const deletions: Job = {
  cause: 'deletions',
  installation: true,
  async work(dependencies, _turn, slice) {
    const due = await dueDeletions(dependencies.db, dependencies.clock.now());
    await Promise.all(
      due.map((companyId) =>
        slice.item(async () => {
          try {
            await carryOut(dependencies, companyId);
          } catch (error) {
            dependencies.log.error({ companyId, job: 'deletions', err: error }, 'deletion failed');
            slice.noResponse();
          }
        }),
      ),
    );
  },
  next: (db) => nextDeletion(db),
};
