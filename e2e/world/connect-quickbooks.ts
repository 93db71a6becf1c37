import { setTimeout as pause } from 'node:timers/promises';
import { hiddenFields, newHttpClient, redirectTarget } from './http-client.ts';

/**
 * Connects a QuickBooks company over HTTP, as the connect window does: gets a ticket, submits
 * Intuit's consent page, follows the redirect to the app. `token`: panel token of the user.
 * Throws when the connection is not established.
 */
export const connectQuickbooks = async (
  appUrl: string,
  token: string,
  realmId: string,
): Promise<void> => {
  const response = await fetch(`${appUrl}/api/connection/ticket`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{}',
  });
  if (!response.ok) throw new Error(`The server issued no ticket: ${await response.text()}`);
  const { url } = (await response.json()) as { url: string };
  const ticket = new URL(url).searchParams.get('ticket') ?? '';

  const client = newHttpClient();
  await client.post(`${appUrl}/connect/look`, { ticket });
  const consent = redirectTarget(await client.post(`${appUrl}/connect/go`, { ticket }));
  const page = await (await client.get(consent)).text();
  const answer = { ...hiddenFields(page), realmId, decision: 'connect' };
  const callback = redirectTarget(await client.post(new URL(consent.pathname, consent), answer));
  const end = redirectTarget(await client.get(callback));
  if (end.pathname !== '/connect') return;
  const readStatus = async () => (await client.post(`${appUrl}/connect/look`, { ticket })).json();
  let status = await readStatus();
  // While QuickBooks does not respond, the server retries after 5, 10, 20 seconds.
  for (const until = Date.now() + 120_000; status.stage === 'checking' && Date.now() < until; ) {
    await pause(500);
    status = await readStatus();
  }
  if (status.stage !== 'connected') throw new Error(`Not connected: ${JSON.stringify(status)}`);
};
