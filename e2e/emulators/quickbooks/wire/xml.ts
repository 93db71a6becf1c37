import type { FaultError } from './faults.ts';

const opening = (time: string) =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><IntuitResponse xmlns="http://schema.intuit.com/finance/v3" time="${time}">`;

/** The response envelope as XML, Intuit's default format. */
export function resultToXml(result: object, time: string): string {
  return `${opening(time)}${elements(result)}</IntuitResponse>`;
}

export function faultToXml(fault: { type: string; errors: FaultError[] }, time: string): string {
  const errors = fault.errors.map(
    (error) =>
      `<Error code="${error.code}"${error.element ? ` element="${escaped(error.element)}"` : ''}><Message>${escaped(error.Message)}</Message><Detail>${escaped(error.Detail)}</Detail></Error>`,
  );
  return `${opening(time)}<Fault type="${fault.type}">${errors.join('')}</Fault></IntuitResponse>`;
}

/** Keys that are attributes in Intuit's XML schema; all others are elements. */
const attributes = new Set([
  'domain',
  'sparse',
  'status',
  'startPosition',
  'maxResults',
  'totalCount',
]);

function elements(value: object): string {
  return Object.entries(value)
    .filter(([key, inner]) => inner !== undefined && !attributes.has(key))
    .flatMap(([key, inner]) =>
      (Array.isArray(inner) ? inner : [inner]).map((one) => element(key, one)),
    )
    .join('');
}

function element(key: string, value: unknown): string {
  if (value === null || typeof value !== 'object')
    return `<${key}>${escaped(String(value))}</${key}>`;
  if (key.endsWith('Ref') && 'value' in value) {
    const name = 'name' in value && value.name ? ` name="${escaped(String(value.name))}"` : '';
    return `<${key}${name}>${escaped(String(value.value))}</${key}>`;
  }
  const own = Object.entries(value)
    .filter(([inner]) => attributes.has(inner))
    .map(([inner, text]) => ` ${inner}="${escaped(String(text))}"`);
  return `<${key}${own.join('')}>${elements(value)}</${key}>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
