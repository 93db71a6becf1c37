import { connections, connectTickets } from '../connection/tables.ts';
import type { Doors } from '../context.ts';
import { grants } from '../install/tables.ts';

/** Every secret the database holds, opened: what must never be seen anywhere else. */
export const secretsOf = ({ db, vault, settings }: Pick<Doors, 'db' | 'vault' | 'settings'>) => {
  const sealed = [
    ...db
      .select()
      .from(grants)
      .all()
      .flatMap((row) => [row.accessToken, row.refreshToken]),
    ...db
      .select()
      .from(connections)
      .all()
      .flatMap((row) => [row.accessToken, row.refreshToken]),
    ...db
      .select()
      .from(connectTickets)
      .all()
      .map((row) => row.pending ?? ''),
  ];
  return [
    settings.pipedrive.clientSecret,
    settings.quickbooks.clientSecret,
    ...sealed.filter(Boolean).map((secret) => vault.open(secret)),
  ];
};
