import type { Switches } from '../switches.ts';
import { ApiFault, faultError } from '../wire/faults.ts';

const beyondLatin1 = /[\u{100}-\u{10FFFF}]/gu;
const emoji = /[\u{10000}-\u{10FFFF}\p{Cs}]/u;

/**
 * What is written as it would be stored: letters beyond Latin-1 may become question marks, and emoji may
 * end in a 500 that names no reason. Both were reported by users of the API; Intuit documents neither.
 */
export function storableText(body: unknown, switches: Switches): unknown {
  if (typeof body === 'string') {
    if (switches.emoji === 'fail' && emoji.test(body)) throw systemFailure();
    return switches.lettersStored === 'latin1' ? body.replace(beyondLatin1, '?') : body;
  }
  if (Array.isArray(body)) return body.map((one) => storableText(one, switches));
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => [key, storableText(value, switches)]),
  );
}

const systemFailure = () =>
  new ApiFault([faultError('10000', 'System Failure Error')], 500, 'SystemFault');
