import { XMLParser, XMLValidator } from 'fast-xml-parser';
import * as z from 'zod';

type FaultError = { code: string; message: string; detail: string; element: string | null };

/** The errors of a fault: the first one, and the others. */
export type FaultBody = FaultError & {
  others: FaultError[];
  /** ValidationFault, SystemFault, AUTHENTICATION, SERVICE ... */
  type: string;
};

const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? '' : String(value)));

const wireError = z
  .object({ code: text, Message: text, message: text, Detail: text, detail: text, element: text })
  .partial();

const wireErrors = z
  .union([z.array(wireError), wireError.transform((error) => [error])])
  .nullish()
  .transform((errors) => errors ?? []);

const wireFault = z.object({ Error: wireErrors, error: wireErrors, type: text }).partial();

/** The API writes `Fault`, the gateway in front of it `fault`; both may be nested in a response. */
const wireResponse = z
  .object({
    Fault: wireFault.nullish(),
    fault: wireFault.nullish(),
    QueryResponse: z.object({ Fault: wireFault.nullish() }).nullish(),
    IntuitResponse: z.object({ Fault: wireFault.nullish() }).nullish(),
  })
  .partial();

const xml = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  removeNSPrefix: true,
});

/** The layers in front of the API may send XML although we accept only JSON. */
const toObject = (body: unknown): unknown => {
  if (typeof body !== 'string') return body;
  const trimmed = body.trim();
  if (trimmed.startsWith('{')) return jsonOrNull(trimmed);
  if (!/^<(\?xml|IntuitResponse)/.test(trimmed)) return null;
  return xmlOrNull(trimmed);
};

/** The parser throws at entities, deep nesting, and names such as `__proto__`. */
const xmlOrNull = (body: string): unknown => {
  try {
    return XMLValidator.validate(body) === true ? xml.parse(body) : null;
  } catch {
    return null;
  }
};

const jsonOrNull = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
};

const entities: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  '#39': "'",
  nbsp: ' ',
};

/** Strips HTML tags and entities, which some of QuickBooks' messages contain. */
const withoutHtml = (text: string): string =>
  text
    .replace(/<\/?[a-z][^<>]*>/gi, ' ')
    .replace(/&(#?\w{2,5});/g, (entity, name: string) => entities[name.toLowerCase()] ?? entity)
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();

const toError = (error: z.output<typeof wireError>): FaultError => ({
  code: error.code || '',
  message: withoutHtml(error.Message || error.message || ''),
  detail: withoutHtml(error.Detail || error.detail || ''),
  element: error.element || null,
});

/** Finds the fault in a response body (JSON, text or XML); null when there is none. */
export const faultBody = (body: unknown): FaultBody | null => {
  const parsed = wireResponse.safeParse(toObject(body));
  if (!parsed.success) return null;
  const { Fault, fault, QueryResponse, IntuitResponse } = parsed.data;
  const found = Fault ?? fault ?? QueryResponse?.Fault ?? IntuitResponse?.Fault;
  if (!found) return null;
  const [first, ...others] = [...(found.Error ?? []), ...(found.error ?? [])].map(toError);
  return first ? { ...first, others, type: found.type ?? '' } : null;
};
