import { z } from 'zod';
import { refuseReadOnlyCompany } from '../company/closing-date.ts';
import { missing } from '../company/references.ts';
import { ApiFault, refusal } from '../wire/faults.ts';
import type { Call } from './call.ts';
import { writeFor } from './entities.ts';
import { alone, refuseMalformedId } from './once.ts';
import { queryEntities, wireNames } from './reads.ts';
import { digestOf, storeAnswer, storedAnswer } from './replays.ts';

const mostItems = 30;
const mostObjects = 1000;

const batch = z.looseObject({ BatchItemRequest: z.array(z.looseObject({})) });

type Item = z.output<typeof batch>['BatchItemRequest'][number];

export interface BatchResult {
  BatchItemResponse: object[];
}

/**
 * Runs queries and writes in one request, each with its own response or fault; 1040 for more than
 * 30. Under a `requestid` an item with a repeated `bId` gets its stored response. An item without a
 * `bId` runs and is answered without one.
 * https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/batch
 */
export function runBatch(call: Call): BatchResult & { replayed: boolean } {
  const items = itemsOf(call);
  const room = { objects: mostObjects };
  const answers = items.map((item) => {
    const bId = item.bId === undefined ? {} : { bId: String(item.bId) };
    const { result, replayed } = answerTo(call, item, room);
    return { response: { ...result, ...bId }, replayed };
  });
  return {
    BatchItemResponse: answers.map(({ response }) => response),
    replayed: answers.some(({ replayed }) => replayed),
  };
}

/** The switch for concurrent single writes also applies to a batch; items are replayed singly. */
export function batchAlone<T>(call: Call, run: () => Promise<T>): Promise<T> {
  const id = call.query.requestid;
  return id === undefined ? run() : alone(call, id, () => undefined, run);
}

function itemsOf(call: Call): Item[] {
  const sent = batch.safeParse(call.body);
  if (!sent.success) throw missing('BatchItemRequest');
  const items = sent.data.BatchItemRequest;
  if (items.length > mostItems)
    throw refusal(
      '1040',
      `Batch size exceeds allowed limit : The batch limit size is ${mostItems}.`,
    );
  const { requestid } = call.query;
  if (requestid !== undefined) {
    refuseMalformedId(requestid, 36);
    for (const { bId } of items) if (bId !== undefined) refuseMalformedId(String(bId), 10);
  }
  return items;
}

interface Answered {
  result: object;
  replayed: boolean;
}

function answerTo(call: Call, item: Item, room: { objects: number }): Answered {
  const fresh = (result: object): Answered => ({ result, replayed: false });
  try {
    if (typeof item.Query === 'string') return fresh(answerQuery(call, item.Query, room));
    return answerWrite(call, item);
  } catch (error) {
    if (!(error instanceof ApiFault)) throw error;
    return fresh({ Fault: { type: error.type, Error: error.errors } });
  }
}

function answerQuery(call: Call, statement: string, room: { objects: number }): object {
  const answer = queryEntities(call, statement);
  room.objects -= Object.values(answer.QueryResponse).find(Array.isArray)?.length ?? 0;
  if (room.objects < 0)
    throw refusal(
      '10100',
      `Result Set Big : A batch answers at most ${mostObjects} objects in all.`,
    );
  return answer;
}

function answerWrite(call: Call, item: Item): Answered {
  const { requestid } = call.query;
  const key = requestid && item.bId !== undefined ? `${requestid} ${item.bId}` : undefined;
  const digest = digestOf(item);
  const kept = key === undefined ? undefined : storedAnswer(call, key, digest);
  if (kept) return { result: JSON.parse(kept.body.toString()), replayed: true };
  const written = attempt(call, item);
  const { status, result } = written;
  // Serialized now, so that a later item that changes the same object cannot change this response.
  const body = JSON.stringify(result);
  if (key !== undefined)
    storeAnswer(call, key, digest, { status, contentType: 'application/json', body });
  return { result: JSON.parse(body), replayed: false };
}

function attempt(call: Call, item: Item): { status: number; result: object } {
  try {
    refuseReadOnlyCompany(call.realm.company);
    return { status: 200, result: write(call, item) };
  } catch (error) {
    if (!(error instanceof ApiFault)) throw error;
    return { status: error.status, result: { Fault: { type: error.type, Error: error.errors } } };
  }
}

/** The key that holds the body names the entity; `optionsData` replaces `include=`. */
function write(call: Call, item: Item): object {
  const entity = Object.keys(item).find((key) => wireNames.get(key.toLowerCase()) === key);
  if (!entity) throw refusal('2010', 'Property Name:BatchItemRequest names no entity');
  const query: Call['query'] = {
    operation: item.operation === undefined ? undefined : String(item.operation),
    include: item.optionsData === undefined ? undefined : String(item.optionsData),
  };
  const single: Call = { ...call, query, body: item[entity] };
  const result = writeFor(entity.toLowerCase(), single)(single);
  call.world.changed();
  return result;
}
