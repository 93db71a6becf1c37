import type { WireBody } from '../../quickbooks/models.ts';
import { type Fault, problemsOf } from '../../quickbooks/write-result.ts';
import type { FieldError } from '../../shared/contract/error-body.ts';

/** What a body empties, by QuickBooks' name for it: an empty address, or no term. */
const emptied = (body: WireBody): string[] =>
  Object.entries(body).flatMap(([name, value]) => {
    const address = (value as { Address?: unknown } | null)?.Address;
    return value === null || address === '' ? [name] : [];
  });

const paths: Record<string, string> = {
  SalesTermRef: 'termId',
  BillEmail: 'email',
  BillEmailCc: 'cc',
};

/** Unsupported, missing or invalid value, not an address (Intuit: error codes). */
const aboutValues = new Set(['2010', '2020', '2030', '2170', '2210', '2500']);

/**
 * The fields that QuickBooks does not let be emptied: those it names, else, of a refusal about a value,
 * the only one that the body empties. Nothing was saved then.
 */
export const rejectedEmptyFields = (body: WireBody | null, fault: Fault): FieldError[] => {
  const tried = emptied(body ?? {}).filter((name) => name in paths);
  return problemsOf(fault).flatMap(({ code, element, said }): FieldError[] => {
    const named = (element ?? '').split('.')[0] ?? '';
    const only = named === '' && tried.length === 1 && aboutValues.has(code) ? tried[0] : undefined;
    const path = paths[tried.includes(named) ? named : (only ?? '')];
    return path ? [{ path, problem: 'refused', said }] : [];
  });
};
