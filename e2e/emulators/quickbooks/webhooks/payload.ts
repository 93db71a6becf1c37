import { createHmac, randomUUID } from 'node:crypto';
import type { Change, Operation } from './changes.ts';
import type { WebhookSettings } from './settings.ts';

/** One request to the app. A retry sends the same bytes. */
export interface Payload {
  body: string;
  headers: Record<string, string>;
}

const contentTypes = {
  classic: 'application/json; charset=utf-8',
  cloud_json: 'application/json; charset=utf-8',
  cloud_events: 'application/cloudevents+json',
  cloud_batch: 'application/cloudevents-batch+json; charset=utf-8',
};

/** Composes and signs a delivery. Intuit: Webhooks. */
export function payloadOf(changes: Change[], settings: WebhookSettings, now: number): Payload {
  const { format, verifierToken } = settings;
  const isClassic = format === 'classic';
  const body = JSON.stringify(
    isClassic ? classicBody(changes) : changes.map((change) => cloudEvent(change, settings)),
  );
  const version = isClassic ? '0.1' : '2.0';
  return {
    body,
    headers: {
      'content-type': contentTypes[format],
      accept: 'application/json',
      'user-agent': `intuit_notification_server/${isClassic ? '0.1' : '1.0'}`,
      'intuit-signature': createHmac('sha256', verifierToken).update(body).digest('base64'),
      'intuit-signature-algorithm': 'HMAC-SHA256',
      'intuit-signature-id': randomUUID(),
      'intuit-notification-schema-version': version,
      'intuit-created-time': new Date(now).toISOString(),
      'intuit-t-id': randomUUID(),
    },
  };
}

/** Grouped by company. */
function classicBody(changes: Change[]): object {
  const byRealm = Map.groupBy(changes, ({ realmId }) => realmId);
  return {
    eventNotifications: [...byRealm].map(([realmId, some]) => ({
      realmId,
      dataChangeEvent: {
        entities: some.map(({ entity, entityId, operation, at, deletedId }) => ({
          name: entity,
          id: entityId,
          operation,
          lastUpdated: wholeSecond(at),
          ...(deletedId && { deletedId }),
        })),
      },
    })),
  };
}

function wholeSecond(at: number): string {
  return new Date(at - (at % 1000)).toISOString();
}

const pastTense: Record<Operation, string> = {
  Create: 'created',
  Update: 'updated',
  Delete: 'deleted',
  Void: 'voided',
  Merge: 'merged',
  Emailed: 'emailed',
};

function cloudEvent(change: Change, { voidName }: WebhookSettings): object {
  const { realmId, entity, entityId, operation, at, deletedId } = change;
  const verb = operation === 'Void' ? voidName : pastTense[operation];
  return {
    specversion: '1.0',
    id: randomUUID(),
    source: 'intuit.dsnBgbseACLLRZNxo2dfc4evmEJdxde58xeeYcZliOU=',
    type: `qbo.${entity.toLowerCase()}.${verb}.v1`,
    datacontenttype: 'application/json',
    // With nanoseconds, as observed.
    time: new Date(at).toISOString().replace('Z', `${String(at % 1_000_000).padStart(6, '0')}Z`),
    intuitentityid: entityId,
    intuitaccountid: realmId,
    data: deletedId ? { deletedid: deletedId } : {},
  };
}
