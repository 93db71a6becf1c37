import { createHmac } from 'node:crypto';
import { webhookVerifierToken } from '../world/app-environment.ts';

export type IntuitEvent = {
  realmId: string;
  entity: 'invoice' | 'payment';
  operation: 'created' | 'updated';
  id: string;
};

export type Delivery = { body: string; headers: Record<string, string> };

let deliveries = 0;

/** A signed delivery of CloudEvents that happened now. */
export const deliveryOf = (
  events: IntuitEvent[],
  contentType = 'application/cloudevents-batch+json; charset=utf-8',
): Delivery => {
  deliveries += 1;
  const body = JSON.stringify(
    events.map(({ realmId, entity, operation, id }, index) => ({
      specversion: '1.0',
      id: `event ${deliveries} ${index}`,
      source: 'intuit.bench',
      type: `qbo.${entity}.${operation}.v1`,
      time: new Date().toISOString(),
      intuitentityid: id,
      intuitaccountid: realmId,
      data: {},
    })),
  );
  const signature = createHmac('sha256', webhookVerifierToken).update(body).digest('base64');
  return { body, headers: { 'content-type': contentType, 'intuit-signature': signature } };
};

/** Whether the app acknowledged the delivery. */
export const postDelivery = async (appUrl: string, delivery: Delivery): Promise<boolean> => {
  try {
    const response = await fetch(`${appUrl}/webhooks/quickbooks`, { method: 'POST', ...delivery });
    await response.arrayBuffer();
    return response.status === 200;
  } catch {
    return false;
  }
};
