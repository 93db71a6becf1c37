import { createHash } from 'node:crypto';
import type { Answer } from '../wire/answer.ts';
import { refusal } from '../wire/faults.ts';
import type { Call } from './call.ts';

export function digestOf(body: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(body ?? null))
    .digest('hex');
}

/** The stored response for an id, unless expired; 600 when a required identical body differs. */
export function storedAnswer(call: Call, id: string, digest: string): Answer | undefined {
  const { replays } = call.realm.company;
  const stored = replays[id];
  if (!stored) return undefined;
  const retention = call.switches.requestIdRetentionMs;
  if (retention !== null && call.realm.now - stored.at > retention) {
    delete replays[id];
    return undefined;
  }
  if (stored.bodyDigest !== digest && call.switches.otherBody === '600')
    throw refusal('600', `Duplicate Request ID : ${id} was used with another body.`);
  return stored;
}

/** Calls the gateway rejects (401, 403, 429) never reach the API, so no response is stored. */
export function storeAnswer(call: Call, id: string, bodyDigest: string, answer: Answer): void {
  const failed = answer.status === 400 || answer.status >= 500;
  if (answer.status !== 200 && !(failed && call.switches.replayFailures)) return;
  const { status, contentType } = answer;
  call.realm.company.replays[id] = {
    at: call.realm.now,
    bodyDigest,
    status,
    contentType,
    body: answer.body.toString(),
  };
}
