import type { Switches } from '../switches.ts';
import { ApiFault, faultError } from '../wire/faults.ts';

const beyondLatin1 = /[\u{100}-\u{10FFFF}]/gu;
const emoji = /[\u{10000}-\u{10FFFF}\p{Cs}]/u;

/**
 * Text as QuickBooks would store it: letters beyond Latin-1 may become question marks, and emoji
 * may cause a 500 without a reason. Users of the API reported both; Intuit documents neither.
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
