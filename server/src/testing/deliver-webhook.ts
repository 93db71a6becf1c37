import { createHmac } from 'node:crypto';
import type { TestApp } from './build-test-app.ts';

/** Environment in which the server accepts deliveries of `deliverWebhook`. */
export const webhookEnv = { INTUIT_WEBHOOK_VERIFIER_TOKEN: 'held-verifier-token' };

export const signatureOf = (body: string | Buffer): string =>
  createHmac('sha256', webhookEnv.INTUIT_WEBHOOK_VERIFIER_TOKEN).update(body).digest('base64');

/** One change, in Intuit's classic names: `{ name: 'Invoice', id: '145', operation: 'Update' }`. */
export type WebhookChange = {
  name: string;
  id: string;
  operation: string;
  lastUpdated?: string;
  deletedId?: string;
};

/** A classic body with these changes of one realm; without a time, now. */
export const classicBody = (realmId: string, changes: WebhookChange[]): string => {
  const lastUpdated = new Date().toISOString();
  const entities = changes.map((change) => ({ lastUpdated, ...change }));
  return JSON.stringify({ eventNotifications: [{ realmId, dataChangeEvent: { entities } }] });
};

/** The same changes as CloudEvents. */
export const cloudBody = (realmId: string, changes: WebhookChange[]): string => {
  const now = new Date().toISOString();
  const events = changes.map(({ name, id, operation, lastUpdated, deletedId }, index) => ({
    specversion: '1.0',
    id: `${now} ${index}`,
    source: 'intuit.test',
    type: `qbo.${name.toLowerCase()}.${cloudOperations[operation] ?? operation}.v1`,
    time: lastUpdated ?? now,
    intuitentityid: id,
    intuitaccountid: realmId,
    data: deletedId === undefined ? {} : { deletedid: deletedId },
  }));
  return JSON.stringify(events);
};

const cloudOperations: Record<string, string> = {
  Create: 'created',
  Update: 'updated',
  Delete: 'deleted',
  Merge: 'merged',
};

/**
 * Delivers a signed body to the server as Intuit does. `headers` replace the usual ones; undefined
 * leaves one out.
 */
export const deliverWebhook = (
  { app }: Pick<TestApp, 'app'>,
  body: string | Buffer,
  headers: Record<string, string | undefined> = {},
) => {
  const all = {
    'content-type': 'application/json; charset=utf-8',
    'intuit-signature': signatureOf(body),
    ...headers,
  };
  const sent = Object.entries(all).filter(([, value]) => value !== undefined);
  return app.inject({
    method: 'POST',
    url: '/webhooks/quickbooks',
    headers: Object.fromEntries(sent),
    payload: body,
  });
};
