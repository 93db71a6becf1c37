import { liveConnection } from '../../connection/store.ts';
import { grantOf } from '../../install/store.ts';
import { nothingElse, type ProblemSource } from '../problem-source.ts';

/** The connection owner has uninstalled the app, or Pipedrive refused the owner's grant. */
export const permissionSource: ProblemSource = {
  kind: 'permission',
  audience: 'company',
  async list(db, { realmKey: { companyId } }) {
    const connection = await liveConnection(db, companyId);
    if (!connection) return [];
    const grant = await grantOf(db, { companyId, userId: connection.ownerId });
    if (grant?.state === 'active') return [];
    return [
      {
        ...nothingElse,
        key: String(connection.ownerId),
        fingerprint: String(grant?.version ?? ''),
        since: null,
        code: grant ? 'install_broken' : 'not_installed',
        name: connection.ownerName,
        canRetry: false,
        canIgnore: false,
      },
    ];
  },
};
