import { AppError } from '../app-error.ts';
import { iso } from '../clock.ts';
import type { Dependencies } from '../context.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import { accessOf, checkOwner, type OwnerCheck, type OwnerStatus } from './owner-check.ts';
import type { ConnectionRow } from './store.ts';

export type TakeoverFacts = {
  owner: OwnerStatus;
  /** The user who wants to take over; `isInstalled`: Pipedrive accepts their token. */
  caller: { isInstalled: boolean; isActive: boolean; isAdmin: boolean };
  /** Whether any admin other than the owner has installed the app. */
  adminInstalled: boolean;
};

/**
 * Whether a user may take over a connection: only while its owner has left Pipedrive, and as an
 * admin, or as any user who has installed the app while no admin has.
 */
export const mayTakeOver = ({ owner, caller, adminInstalled }: TakeoverFacts): boolean =>
  owner !== 'active' &&
  caller.isInstalled &&
  caller.isActive &&
  (caller.isAdmin || !adminInstalled);

/** `unknown`: Pipedrive did not answer for this user. */
export type TakeoverRight = 'allowed' | 'denied' | 'unknown';

/** The right of a user by a verdict on the owner; asks Pipedrive only when the owner has left. */
export const takeoverRight = async (
  dependencies: Pick<Dependencies, 'db' | 'vault' | 'pipedrive'>,
  { ownerStatus, adminInstalled }: Pick<OwnerCheck, 'ownerStatus' | 'adminInstalled'>,
  user: PipedriveUser,
): Promise<TakeoverRight> => {
  if (ownerStatus === 'active') return 'denied';
  const access = await accessOf(dependencies, user);
  if (access === null) return 'unknown';
  const caller =
    access === 'refused'
      ? { isInstalled: false, isActive: false, isAdmin: false }
      : { isInstalled: true, isActive: access.isActive !== false, isAdmin: access.isAdmin };
  return mayTakeOver({ owner: ownerStatus, caller, adminInstalled }) ? 'allowed' : 'denied';
};

type TakeoverDependencies = Pick<Dependencies, 'db' | 'clock' | 'pipedrive' | 'vault' | 'log'>;

/**
 * Checks now, not by a stored verdict, that the user may take over. Throws connection_taken, or
 * pipedrive_unavailable when Pipedrive does not decide.
 */
export const requireTakeover = async (
  dependencies: TakeoverDependencies,
  connection: ConnectionRow,
  user: PipedriveUser,
): Promise<void> => {
  const verdict = await checkOwner(dependencies, connection, user);
  // After a refusal the owner stays lost until Pipedrive says otherwise.
  if (verdict === null && connection.ownerStatus !== 'active')
    throw new AppError('pipedrive_unavailable');
  const right = verdict ? await takeoverRight(dependencies, verdict, user) : 'denied';
  if (right === 'unknown') throw new AppError('pipedrive_unavailable');
  if (right === 'denied') throw takenError(connection);
};

/**
 * Whether a consent may still take over the connection that its ticket names. The right was checked
 * when the ticket was created, so while Pipedrive does not decide, that verdict counts.
 */
export const holdsTakeover = async (
  dependencies: TakeoverDependencies,
  ticket: PipedriveUser & { takesOverId: string | null },
  connection: ConnectionRow,
): Promise<boolean> => {
  if (ticket.takesOverId !== connection.id) return false;
  const verdict = (await checkOwner(dependencies, connection, ticket)) ?? connection;
  if (verdict.ownerStatus === 'active') return false;
  return (await takeoverRight(dependencies, verdict, ticket)) !== 'denied';
};

/** `connection_taken` with the owner's name and since when. */
export const takenError = ({ ownerName, connectedAt }: ConnectionRow): AppError =>
  new AppError('connection_taken', { details: { owner: ownerName, since: iso(connectedAt) } });
