import { control } from './control.ts';
import { classicBody, cloudBody, deliverWebhook, type WebhookChange } from './deliver-webhook.ts';
import type { InvoiceFixture } from './invoice-fixture.ts';

/** What becomes of events on their way from QuickBooks to the server. */
export const fates = ['delivered', 'lost', 'late', 'twice', 'reversed'] as const;

export type Fate = (typeof fates)[number];

type Row = { Id: string; SyncToken: string; MetaData: { LastUpdatedTime: string } };

type Contents = Record<'invoices' | 'payments' | 'creditMemos' | 'customers', Row[]> & {
  deleted: { entity: string; id: string; at: string; mergedInto?: string }[];
};

const kinds = [
  ['Invoice', 'invoices'],
  ['Payment', 'payments'],
  ['CreditMemo', 'creditMemos'],
  ['Customer', 'customers'],
] as const;

/**
 * Makes the events of a realm's changes, as QuickBooks would, and delivers them to the server's
 * receiver: signed, in both formats, and as their fate decides.
 */
export const realmEventsAt = async (fixture: InvoiceFixture) => {
  const { dependencies, company } = fixture;
  const { realmId } = company;
  const marks = new Map<string, string>();
  let deletions = 0;
  let late: WebhookChange[] = [];
  let deliveries = 0;

  const newChanges = async (): Promise<WebhookChange[]> => {
    const { apiUrl } = dependencies.settings.quickbooks;
    const contents = await control<Contents>(apiUrl, 'GET', `realms/${realmId}/contents`);
    const changes: WebhookChange[] = [];
    for (const [name, list] of kinds) {
      for (const { Id, SyncToken, MetaData } of contents[list]) {
        const mark = `${SyncToken} ${MetaData.LastUpdatedTime}`;
        const before = marks.get(`${name} ${Id}`);
        marks.set(`${name} ${Id}`, mark);
        const operation = before === undefined ? 'Create' : 'Update';
        const lastUpdated = wholeSecond(MetaData.LastUpdatedTime);
        if (before !== mark) changes.push({ name, id: Id, operation, lastUpdated });
      }
    }
    for (const { entity, id, at, mergedInto } of contents.deleted.slice(deletions)) {
      const lastUpdated = wholeSecond(at);
      changes.push(
        mergedInto
          ? { name: entity, id: mergedInto, operation: 'Merge', deletedId: id, lastUpdated }
          : { name: entity, id, operation: 'Delete', lastUpdated },
      );
    }
    deletions = contents.deleted.length;
    return changes;
  };

  const deliver = async (changes: WebhookChange[]): Promise<void> => {
    if (changes.length === 0) return;
    deliveries += 1;
    const isClassic = deliveries % 2 === 0;
    const body = (isClassic ? classicBody : cloudBody)(realmId, changes);
    const contentType = isClassic ? 'application/json' : 'application/cloudevents-batch+json';
    const { statusCode } = await deliverWebhook(fixture, body, { 'content-type': contentType });
    if (statusCode !== 200) throw new Error(`The delivery was answered with ${statusCode}`);
  };

  await newChanges();
  return {
    /** Delivers the events of what has changed since the last call. */
    async send(fate: Fate): Promise<void> {
      const changes = await newChanges();
      if (fate === 'late') late.push(...changes);
      if (fate === 'reversed') await deliver([...late.splice(0), ...changes].toReversed());
      if (fate === 'delivered' || fate === 'twice') await deliver(changes);
      if (fate === 'twice') await deliver(changes);
    },
    /** Delivers what is late. */
    async arrive(): Promise<void> {
      await deliver(late);
      late = [];
    },
  };
};

const wholeSecond = (time: string): string => `${new Date(time).toISOString().slice(0, 19)}.000Z`;
