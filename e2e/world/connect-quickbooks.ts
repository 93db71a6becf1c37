import { setTimeout as pause } from 'node:timers/promises';
import { hiddenFields, leadsTo, newWalk } from './http-walk.ts';

/**
 * Connects a QuickBooks company as the top-level window would: from the ticket over Intuit's consent
 * page back to the app. `token` is a panel token of the user who connects.
 */
export const connectQuickbooks = async (
  appUrl: string,
  token: string,
  realmId: string,
): Promise<void> => {
  const asked = await fetch(`${appUrl}/api/connection/ticket`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{}',
  });
  if (!asked.ok) throw new Error(`No ticket: ${await asked.text()}`);
  const { url } = (await asked.json()) as { url: string };
  const ticket = new URL(url).searchParams.get('ticket') ?? '';

  const walk = newWalk();
  await walk.post(`${appUrl}/connect/look`, { ticket });
  const consent = leadsTo(await walk.post(`${appUrl}/connect/go`, { ticket }));
  const page = await (await walk.get(consent)).text();
  const answer = { ...hiddenFields(page), realmId, decision: 'connect' };
  const callback = leadsTo(await walk.post(new URL(consent.pathname, consent), answer));
  const end = leadsTo(await walk.get(callback));
  if (end.pathname !== '/connect') return;
  const look = async () => (await walk.post(`${appUrl}/connect/look`, { ticket })).json();
  let seen = await look();
  // While QuickBooks does not answer, the server asks again after 5, 10, 20 seconds, and the window waits.
  for (const until = Date.now() + 120_000; seen.stage === 'checking' && Date.now() < until; ) {
    await pause(500);
    seen = await look();
  }
  if (seen.stage !== 'connected') throw new Error(`Connecting ended on ${JSON.stringify(seen)}`);
};
