import { decryptConsent } from '../connection/pending-consent.ts';
import { connectionName } from '../connection/store.ts';
import { connections, connectTickets } from '../connection/tables.ts';
import type { Dependencies } from '../context.ts';
import { grantName } from '../install/store.ts';
import { grants } from '../install/tables.ts';

type Row = { accessToken: string; refreshToken: string };

/** All secrets in database and settings, decrypted; none may appear anywhere else. */
export const secretsOf = async ({
  db,
  vault,
  settings,
}: Pick<Dependencies, 'db' | 'vault' | 'settings'>) => {
  const [granted, connected, waiting] = await Promise.all([
    db.select().from(grants),
    db.select().from(connections),
    db.select().from(connectTickets),
  ]);
  const decrypted = (rowName: string, { accessToken, refreshToken }: Row) =>
    [accessToken, refreshToken].map((encrypted) => vault.decrypt(encrypted, rowName));
  const secrets = [
    ...granted.flatMap((row) => decrypted(grantName(row), row)),
    ...connected.flatMap((row) => decrypted(connectionName(row.id), row)),
    ...waiting
      .flatMap((row) => Object.values(decryptConsent(vault, row)?.tokens ?? {}))
      .map((secret) => (typeof secret === 'string' ? secret : null)),
  ];
  return [
    settings.pipedrive.clientSecret,
    settings.quickbooks.clientSecret,
    ...secrets.filter((secret) => secret !== null),
  ];
};
