import type { WireBody } from '../../quickbooks/models.ts';
import { type Fault, problemsOf } from '../../quickbooks/write-result.ts';
import type { FieldError } from '../../shared/contract/error-body.ts';

/** QuickBooks' names of the properties that a body clears: an empty address or null. */
const clearedNames = (body: WireBody): string[] =>
  Object.entries(body).flatMap(([name, value]) => {
    const address = (value as { Address?: unknown } | null)?.Address;
    return value === null || address === '' ? [name] : [];
  });

const paths: Record<string, string> = {
  SalesTermRef: 'termId',
  BillEmail: 'email',
  BillEmailCc: 'cc',
  BillEmailBcc: 'bcc',
  ShipDate: 'shipDate',
  TrackingNum: 'trackingNumber',
  ShipMethodRef: 'shippingMethod',
  ClassRef: 'classId',
  DepartmentRef: 'locationId',
};

/**
 * Unsupported, missing or invalid value; not an address.
 * https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes
 */
const valueFaults = new Set(['2010', '2020', '2030', '2170', '2210', '2500']);

/**
 * Returns the fields QuickBooks does not allow to be empty: those the fault names, else the only
 * field the body clears when the fault is about a value. QuickBooks saved nothing in that case.
 */
export const rejectedEmptyFields = (body: WireBody | null, fault: Fault): FieldError[] => {
  const cleared = clearedNames(body ?? {}).filter((name) => name in paths);
  return problemsOf(fault).flatMap(({ code, element, said }): FieldError[] => {
    const named = (element ?? '').split('.')[0] ?? '';
    const only =
      named === '' && cleared.length === 1 && valueFaults.has(code) ? cleared[0] : undefined;
    const path = paths[cleared.includes(named) ? named : (only ?? '')];
    return path ? [{ path, problem: 'refused', said }] : [];
  });
};
