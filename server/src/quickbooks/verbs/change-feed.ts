import * as z from 'zod';
import { faultBody } from '../calls/fault-body.ts';
import { classify } from '../calls/faults.ts';
import { instant, maxRows, where } from '../calls/query.ts';
import { readError } from '../calls/read-errors.ts';
import { id, isBody, parseBody, readText, rowsOf } from '../calls/wire.ts';
import type { QuickbooksGateway } from '../gateway.ts';
import {
  type ChangedObject,
  type FeedEntity,
  nameKinds,
  type QuickbooksChanges,
} from '../models.ts';
import type { QuickbooksClient } from '../quickbooks-client.ts';
import { wireNames } from '../translate/translate-name.ts';
import { byCondition } from './read-around-faults.ts';
import type { InvoiceReader } from './read-invoices.ts';
import type { PaymentReader } from './read-payments.ts';

const feedResponse = z.object({
  CDCResponse: z.array(z.object({ QueryResponse: z.array(z.looseObject({})) })).min(1),
  time: z.unknown().optional(),
});

const feedRow = z.looseObject({
  Id: id,
  status: z.unknown().optional(),
  DisplayName: z.unknown().optional(),
  Name: z.unknown().optional(),
  TotalAmt: z.unknown().optional(),
  MetaData: z.looseObject({ LastUpdatedTime: z.string() }).nullish().catch(null),
});

const countResponse = z.object({
  QueryResponse: z.object({ totalCount: z.coerce.number().int() }),
});

/** A time without an offset, as in one recorded response, names no instant. */
const zonedTime = (time: unknown): number | null => {
  const text = readText(time) ?? '';
  const at = /(Z|[+-]\d\d:?\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : at;
};

const maybeFaulty = z.object({ CDCResponse: z.array(z.looseObject({})) });

/** Throws the error of a fault inside a 200, in place of the feed or of a block. */
const throwFault = (response: unknown): void => {
  const feeds = maybeFaulty.safeParse(response).data?.CDCResponse ?? [];
  const blocks = feeds.flatMap(({ QueryResponse }) =>
    Array.isArray(QueryResponse) ? QueryResponse : [],
  );
  const faulty = [...feeds, ...blocks]
    .filter(isBody)
    .map(({ Fault, fault }) => ({ Fault, fault }))
    .find((part) => faultBody(part) !== null);
  if (!faulty) return;
  const failure = classify({ status: 200, headers: new Headers(), body: faulty }, 0);
  if (failure.kind !== 'answered') throw readError(failure);
};

/** Ids of the objects of one type that a credit memo, for example, is linked to. */
const linkedIds = (row: Record<string, unknown>, type: string): string[] => {
  const links = z.array(z.object({ TxnId: id, TxnType: z.string() })).safeParse(row.LinkedTxn).data;
  return (links ?? []).filter(({ TxnType }) => TxnType === type).map(({ TxnId }) => TxnId);
};

type Parsed = {
  rows: { entity: FeedEntity; row: z.output<typeof feedRow> }[];
  deleted: ChangedObject[];
  time: number | null;
  partial: boolean;
  isFull: boolean;
};

/**
 * Parses a response of the change feed. Blocks have any order, an entity without changes has an
 * empty one, stubs of deleted objects may have nothing but an id, and `totalCount` may be missing.
 * The response is partial when it is full, or when it lacks the block of an entity.
 */
const parseFeed = (response: unknown, entities: readonly FeedEntity[]): Parsed => {
  throwFault(response);
  const { CDCResponse, time } = parseBody(feedResponse, response);
  const blocks = CDCResponse.flatMap(({ QueryResponse }) => QueryResponse);
  const rows: Parsed['rows'] = [];
  const deleted: ChangedObject[] = [];
  let count = 0;
  for (const block of blocks) {
    // The count includes entities that we did not name: they take the same room.
    for (const listed of Object.values(block)) if (Array.isArray(listed)) count += listed.length;
    for (const entity of entities) {
      for (const row of parseBody(z.array(feedRow), block[entity] ?? [])) {
        if (readText(row.status)?.toLowerCase() === 'deleted') deleted.push({ entity, id: row.Id });
        else rows.push({ entity, row });
      }
    }
  }
  const answered = blocks.filter((block) => {
    const named = Object.keys(block).filter((name) => Array.isArray(block[name]));
    return named.length === 0 || named.some((name) => entities.some((entity) => entity === name));
  });
  const isFull = count >= maxRows;
  const partial = isFull || answered.length < entities.length;
  return { rows, deleted, time: zonedTime(time), partial, isFull };
};

/** Whether a row is the whole object; published samples have rows with only an id. */
const isWhole = ({ MetaData, TotalAmt, DisplayName, Name }: z.output<typeof feedRow>): boolean =>
  Boolean(MetaData) && [TotalAmt, DisplayName, Name].some((value) => value !== undefined);

const total = (response: unknown): number | null =>
  countResponse.safeParse(response).data?.QueryResponse.totalCount ?? null;

/** Last change first would move rows between pages; by creation, new rows come last. */
const oldestFirst = 'orderby MetaData.CreateTime ';

export const changeFeedVerbs = (
  client: QuickbooksClient,
  invoices: InvoiceReader,
  payments: PaymentReader,
) =>
  ({
    async changesSince(realm, entities, since): Promise<QuickbooksChanges> {
      const feed = parseFeed(await client.changes(realm, entities, since), entities);
      const rowsNamed = (entity: FeedEntity) =>
        feed.rows.flatMap((one) => (one.entity === entity ? one.row : []));
      const whole = (entity: FeedEntity) => ({
        QueryResponse: { [entity]: rowsNamed(entity).filter(isWhole) },
      });
      const creditMemos = rowsNamed('CreditMemo');
      return {
        time: feed.time,
        partial: feed.partial,
        isFull: feed.isFull,
        invoices: await invoices.rows(realm, whole('Invoice')),
        payments: await payments.rows(realm, whole('Payment')),
        names: nameKinds.flatMap((kind) => rowsOf(kind, wireNames[kind], whole(kind))),
        incomplete: feed.rows
          .filter(({ entity, row }) => entity !== 'CreditMemo' && !isWhole(row))
          .map(({ entity, row }) => ({ entity, id: row.Id })),
        linkedToCredits: {
          invoiceIds: creditMemos.flatMap((row) => linkedIds(row, 'Invoice')),
          paymentIds: creditMemos.flatMap((row) => linkedIds(row, 'Payment')),
        },
        deleted: feed.deleted,
      };
    },

    async invoicesChangedSince(realm, since, start) {
      const condition = where(`MetaData.LastUpdatedTime >= ${instant(since)}`);
      const source = byCondition(condition, oldestFirst, maxRows, start);
      const [count, page] = await client.findTogether(realm, [
        { entity: 'Invoice', clauses: condition, count: true },
        source.query(0, maxRows),
      ]);
      return { ...(await invoices.read(realm, source, page)), total: total(count) };
    },

    async paymentsChangedSince(realm, since, start) {
      const condition = where(`MetaData.LastUpdatedTime >= ${instant(since)}`);
      const source = byCondition(condition, oldestFirst, maxRows, start, 'Payment');
      const [count, page] = await client.findTogether(realm, [
        { entity: 'Payment', clauses: condition, count: true },
        source.query(0, maxRows),
      ]);
      return { ...(await payments.read(realm, source, page)), total: total(count) };
    },
  }) satisfies Pick<
    QuickbooksGateway,
    'changesSince' | 'invoicesChangedSince' | 'paymentsChangedSince'
  >;
