import { removeInstall } from '../oauth/grants.ts';
import type { Emulator } from '../world/emulator.ts';
import type { Delivery } from '../world/world.ts';

/**
 * Uninstalls the app for one user and notifies it: `DELETE` on its callback URL with Basic
 * credentials and a JSON body. Ignores the app's response.
 * https://pipedrive.readme.io/docs/app-uninstallation
 */
export async function uninstall(
  emulator: Emulator,
  companyId: number,
  userId: number,
): Promise<Delivery | null> {
  removeInstall(emulator, companyId, userId);
  return deliver(emulator, 'DELETE', {
    client_id: emulator.world.app.clientId,
    company_id: companyId,
    user_id: userId,
    timestamp: new Date().toISOString(),
  });
}

/**
 * Notifies the app of shared visibility.
 * https://pipedrive.readme.io/docs/company-wide-app-extensions
 */
export function notifySharing(
  emulator: Emulator,
  companyId: number,
  userId: number,
  isShared: boolean,
): Promise<Delivery | null> {
  return deliver(emulator, 'POST', { company_id: companyId, user_id: userId, isShared });
}

async function deliver(
  emulator: Emulator,
  method: Delivery['method'],
  body: Record<string, unknown>,
): Promise<Delivery | null> {
  const { app } = emulator.world;
  if (!app.callbackUrl) return null;
  const delivery: Delivery = {
    at: new Date().toISOString(),
    method,
    url: app.callbackUrl,
    body,
    status: null,
    error: null,
  };
  emulator.world.deliveries.push(delivery);
  const basic = Buffer.from(`${app.clientId}:${app.clientSecret}`).toString('base64');
  try {
    const answer = await fetch(app.callbackUrl, {
      method,
      headers: { authorization: `Basic ${basic}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(10_000),
    });
    delivery.status = answer.status;
    await answer.body?.cancel();
  } catch (error) {
    delivery.error = String(error);
  }
  return delivery;
}
