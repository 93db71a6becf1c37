import type { Dependencies } from '../context.ts';
import { control } from './control.ts';

/** Writes an entity in the QuickBooks emulator as a user of QuickBooks would; returns it. */
export const writeInQuickbooks = async (
  { settings }: Pick<Dependencies, 'settings'>,
  realmId: string,
  entity: 'Customer' | 'Estimate' | 'Item' | 'Invoice' | 'Payment',
  body: Record<string, unknown>,
  operation: 'delete' | 'void' | null = null,
): Promise<{ Id: string; SyncToken: string }> => {
  const { apiUrl } = settings.quickbooks;
  const grant = { realmId };
  const { access_token } = await control<{ access_token: string }>(apiUrl, 'POST', 'grants', grant);
  const query = operation ? `?operation=${operation}` : '';
  const path = `${apiUrl}/v3/company/${realmId}/${entity.toLowerCase()}${query}`;
  const response = await fetch(path, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${access_token}`,
      'content-type': 'application/json',
      accept: 'application/json',
    },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as Record<string, { Id: string; SyncToken: string }>;
  const written = answer[entity];
  if (!written) throw new Error(JSON.stringify(answer));
  return written;
};
