import { createHash } from 'node:crypto';
import type { Answer } from '../wire/answer.ts';
import { refusal } from '../wire/faults.ts';
import type { Call } from './call.ts';

export interface Outcome {
  answer: Answer;
  replayed: boolean;
}

/**
 * A write under a `requestid`: the first answer is stored and given again, also after the object was
 * deleted. What Intuit leaves open (how long, other bodies, failures, a second call while the first
 * runs) is decided by the switches. Intuit: learn basic field definitions, "request id".
 */
export async function once(call: Call, run: () => Promise<Answer>): Promise<Outcome> {
  const id = call.query.requestid;
  if (id === undefined) return { answer: await run(), replayed: false };
  if (!/^[\x21-\x7e]{1,50}$/.test(id))
    throw refusal('2130', 'Invalid Request Id Format : A request id has 1 to 50 characters.');
  const digest = createHash('sha256')
    .update(JSON.stringify(call.body ?? null))
    .digest('hex');
  const stored = storedAnswer(call, id, digest);
  if (stored) return { answer: stored, replayed: true };

  const key = `${call.books.company.id} ${id}`;
  const before = call.world.running.get(key);
  if (before && call.switches.whileRunning === '600') throw stillRunning(id);
  if (before && call.switches.whileRunning === 'wait') {
    await before.catch(() => undefined);
    const awaited = storedAnswer(call, id, digest);
    if (awaited) return { answer: awaited, replayed: true };
  }
  const running = run();
  call.world.running.set(key, running);
  try {
    const answer = await running;
    store(call, id, digest, answer);
    return { answer, replayed: false };
  } finally {
    if (call.world.running.get(key) === running) call.world.running.delete(key);
  }
}

function storedAnswer(call: Call, id: string, digest: string): Answer | undefined {
  const { replays } = call.books.company;
  const kept = replays[id];
  if (!kept) return undefined;
  const retention = call.switches.requestIdRetentionMs;
  if (retention !== null && call.books.now - kept.at > retention) {
    delete replays[id];
    return undefined;
  }
  if (kept.bodyDigest !== digest && call.switches.otherBody === '600')
    throw refusal('600', `Duplicate Request ID : ${id} was used with another body.`);
  return kept;
}

/** Gateway refusals (401, 403, 429) never reached the API, so there is nothing to remember. */
function store(call: Call, id: string, bodyDigest: string, answer: Answer): void {
  const failed = answer.status === 400 || answer.status >= 500;
  if (answer.status !== 200 && !(failed && call.switches.replayFailures)) return;
  const { status, contentType } = answer;
  call.books.company.replays[id] = {
    at: call.books.now,
    bodyDigest,
    status,
    contentType,
    body: answer.body.toString(),
  };
}

function stillRunning(id: string) {
  return refusal('600', `Duplicate Request ID : The request ${id} is still being processed.`);
}
