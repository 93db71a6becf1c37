import { createHmac } from 'node:crypto';
import { webhookVerifierToken } from '../world/app-environment.ts';
import type { Realm } from '../world/office.ts';
import type { World } from '../world/world.ts';

/** Delivers a signed event of an invoice to the app, as Intuit does. */
export const sendWebhook = async (
  world: World,
  { realmId }: Realm,
  invoiceId: string,
  operation: 'Create' | 'Update' | 'Delete',
): Promise<void> => {
  const lastUpdated = new Date().toISOString();
  const entities = [{ name: 'Invoice', id: invoiceId, operation, lastUpdated }];
  const body = JSON.stringify({
    eventNotifications: [{ realmId, dataChangeEvent: { entities } }],
  });
  const signature = createHmac('sha256', webhookVerifierToken).update(body).digest('base64');
  const answer = await fetch(`${world.appUrl}/webhooks/quickbooks`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'intuit-signature': signature },
    body,
  });
  if (!answer.ok) throw new Error(`The app answered ${answer.status} to a webhook`);
};
