import type { Answer } from '../wire/answer.ts';
import { refusal } from '../wire/faults.ts';
import type { Call } from './call.ts';
import { digestOf, storeAnswer, storedAnswer } from './replays.ts';

export interface Outcome {
  answer: Answer;
  replayed: boolean;
}

/**
 * Stores the first response to a `requestid` and replays it, even after the object was deleted.
 * Switches decide what Intuit leaves undefined: retention, different bodies, failures, concurrent
 * calls.
 * https://developer.intuit.com/app/developer/qbo/docs/learn/learn-basic-field-definitions
 */
export async function once(call: Call, run: () => Promise<Answer>): Promise<Outcome> {
  const id = call.query.requestid;
  if (id === undefined) return { answer: await run(), replayed: false };
  refuseMalformedId(id, 50);
  const digest = digestOf(call.body);
  const stored = (): Outcome | undefined => {
    const answer = storedAnswer(call, id, digest);
    return answer && { answer, replayed: true };
  };
  return stored() ?? alone(call, id, stored, () => first(call, id, digest, run));
}

async function first(call: Call, id: string, digest: string, run: () => Promise<Answer>) {
  const answer = await run();
  storeAnswer(call, id, digest, answer);
  return { answer, replayed: false };
}

/** Throws 2130 for an id that is empty, too long or contains other than plain characters. */
export function refuseMalformedId(id: string, longest: number): void {
  if (id.length <= longest && /^[\x21-\x7e]+$/.test(id)) return;
  throw refusal(
    '2130',
    `Invalid Request Id Format : A request id has 1 to ${longest} characters here.`,
  );
}

/**
 * Runs the call unless another one with the same id is in progress; the switch decides whether the
 * second is rejected, waits for the stored response, or runs concurrently.
 */
export async function alone<T>(
  call: Call,
  id: string,
  stored: () => T | undefined,
  run: () => Promise<T>,
): Promise<T> {
  const key = `${call.realm.company.id} ${id}`;
  const { running } = call.world;
  const before = running.get(key);
  if (before && call.switches.whileRunning === '600')
    throw refusal('600', `Duplicate Request ID : The request ${id} is still being processed.`);
  if (before && call.switches.whileRunning === 'wait') {
    await before.catch(() => undefined);
    const awaited = stored();
    if (awaited !== undefined) return awaited;
  }
  const mine = run();
  running.set(key, mine);
  try {
    return await mine;
  } finally {
    if (running.get(key) === mine) running.delete(key);
  }
}
