import type { Switches } from '../switches.ts';
import type { Answer } from './answer.ts';

/** What an address may hold only escaped (RFC 3986, 2.2 and 2.3); lenient clients send it as it is. */
const neverPlain = /[[\]{}|^`"<>\\]/;

/**
 * The refusal of an address by a strict proxy before the API, in HTML as proxies answer; null for one
 * that it lets through. `longestAddress` counts path and query.
 */
export function refusedAddress(
  url: string,
  { strictAddresses, longestAddress }: Pick<Switches, 'strictAddresses' | 'longestAddress'>,
): Answer | null {
  if (longestAddress !== null && url.length > longestAddress)
    return page(414, 'Request-URI Too Large');
  return strictAddresses && neverPlain.test(url) ? page(400, 'Bad Request') : null;
}

function page(status: number, title: string): Answer {
  const body = `<html><head><title>${status} ${title}</title></head><body><h1>${title}</h1></body></html>`;
  return { status, contentType: 'text/html', body };
}
