import { XMLParser, XMLValidator } from 'fast-xml-parser';
import * as z from 'zod';

type OneError = { code: string; message: string; detail: string; element: string | null };

/** The errors of a fault, in whichever shape they came: the first one, and the others. */
export type FaultBody = OneError & {
  others: OneError[];
  /** ValidationFault, SystemFault, AUTHENTICATION, SERVICE ... */
  type: string;
};

const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? '' : String(value)));

const one = z
  .object({ code: text, Message: text, message: text, Detail: text, detail: text, element: text })
  .partial();

const several = z
  .union([z.array(one), one.transform((error) => [error])])
  .nullish()
  .transform((errors) => errors ?? []);

const inside = z.object({ Error: several, error: several, type: text }).partial();

/** Upper case from the API, lower case from the gateway before it, either alone or inside an answer. */
const answer = z
  .object({
    Fault: inside.nullish(),
    fault: inside.nullish(),
    QueryResponse: z.object({ Fault: inside.nullish() }).nullish(),
    IntuitResponse: z.object({ Fault: inside.nullish() }).nullish(),
  })
  .partial();

const xml = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  removeNSPrefix: true,
});

/** XML comes even to those who ask for JSON, from the layers in front of the API. */
const asObject = (body: unknown): unknown => {
  if (typeof body !== 'string') return body;
  const trimmed = body.trim();
  if (trimmed.startsWith('{')) return jsonOrNull(trimmed);
  if (!/^<(\?xml|IntuitResponse)/.test(trimmed)) return null;
  return xmlOrNull(trimmed);
};

/** The parser throws at entities, at deep nesting, at names that would reach a prototype. */
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

/** QuickBooks writes links and line breaks into some messages; only their words are shown. */
const withoutHtml = (text: string): string =>
  text
    .replace(/<\/?[a-z][^<>]*>/gi, ' ')
    .replace(/&(#?\w{2,5});/g, (entity, name: string) => entities[name.toLowerCase()] ?? entity)
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();

const asError = (error: z.output<typeof one>): OneError => ({
  code: error.code || '',
  message: withoutHtml(error.Message || error.message || ''),
  detail: withoutHtml(error.Detail || error.detail || ''),
  element: error.element || null,
});

/** The fault inside an answer's body; null where there is none to be read: HTML, nothing, no fault. */
export const faultBody = (body: unknown): FaultBody | null => {
  const parsed = answer.safeParse(asObject(body));
  if (!parsed.success) return null;
  const { Fault, fault, QueryResponse, IntuitResponse } = parsed.data;
  const found = Fault ?? fault ?? QueryResponse?.Fault ?? IntuitResponse?.Fault;
  if (!found) return null;
  const [first, ...others] = [...(found.Error ?? []), ...(found.error ?? [])].map(asError);
  return first ? { ...first, others, type: found.type ?? '' } : null;
};
