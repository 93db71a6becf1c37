import { type Fault, problemsOf } from '../../quickbooks/write-result.ts';
import type { FieldError } from '../../shared/contract/error-body.ts';

type FaultPart = Pick<Fault, 'code' | 'element' | 'said' | 'others'>;

/** Form fields by the property that a fault names; its sentence is never parsed. */
const fieldOfElement: Record<string, string> = {
  DisplayName: 'customer.name',
  PrimaryEmailAddr: 'customer.email',
  BillAddr: 'customer.address',
  CurrencyRef: 'customer.currency',
};

/**
 * Maps the faults of a refused new customer to form fields, where the field is certain.
 * https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes
 */
export const creationProblems = (fault: FaultPart): FieldError[] =>
  problemsOf(fault).flatMap(problemOf);

const problemOf = ({ code, element, said }: FaultPart): FieldError[] => {
  if (code === '6240') return [{ path: 'customer.name', problem: 'name_taken' }];
  const path =
    code === '2210' ? 'customer.email' : fieldOfElement[(element ?? '').split('.')[0] ?? ''];
  return path ? [{ path, problem: 'refused', said }] : [];
};
