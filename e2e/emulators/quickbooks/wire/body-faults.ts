import type { z } from 'zod';
import { ApiFault, type FaultError, faultError, refusal } from './faults.ts';

type Issue = z.core.$ZodIssue;

/**
 * Validates a request body like the API; nulls and empty texts count as absent. Throws 2010 for an
 * unknown key, 2050 for a long text, 2170 for an invalid enumeration. Several errors can be
 * reported.
 */
export function readBody<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const parsed = schema.safeParse(withoutEmpty(body), { reportInput: true });
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues;
  const unknown = issues.find((issue) => issue.code === 'unrecognized_keys');
  if (unknown) throw unsupportedProperty(unknown.keys[0] ?? '');
  throw new ApiFault(issues.map(errorOf));
}

function unsupportedProperty(key: string): ApiFault {
  return refusal('2010', `Property Name:${key} specified is unsupported or invalid`, key);
}

function errorOf(issue: Issue): FaultError {
  const element = issue.path.filter((step) => typeof step === 'string').join('.');
  if (issue.code === 'too_big') {
    const supplied = String(issue.input ?? '').length;
    const detail = `Length specified does not match the supported length. Min:0 Max:${issue.maximum} supplied:${supplied}`;
    return faultError('2050', detail, element);
  }
  if (issue.code === 'invalid_value')
    return faultError('2170', `Invalid Enumeration : ${String(issue.input)}`, element);
  if (issue.code === 'invalid_type' && issue.input === undefined)
    return faultError('2020', `Required parameter ${element} is missing in the request`, element);
  if (issue.code === 'custom' && issue.message === 'email')
    return faultError(
      '2210',
      'Email Address does not conform to the syntax rules of RFC 822.',
      element,
    );
  return faultError(
    '2010',
    'Property Name:failed to parse json object; a property specified is unsupported or invalid',
    element,
  );
}

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null && inner !== '' && !isEmptied(inner))
      .map(([key, inner]) => [key, withoutEmpty(inner)]),
  );
}

/** Whether the value is like `{ Address: '' }`, which clears an e-mail address or a memo. */
function isEmptied(value: unknown): boolean {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return false;
  const [only, ...others] = Object.values(value);
  return only === '' && others.length === 0;
}
