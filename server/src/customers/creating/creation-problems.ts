import { type Fault, problemsOf } from '../../quickbooks/write-result.ts';
import type { FieldError } from '../../shared/contract/error-body.ts';

type Told = Pick<Fault, 'code' | 'element' | 'said' | 'others'>;

/** Which property QuickBooks blamed, where it names one; by name only, never by the sentence. */
const elements: Record<string, string> = {
  DisplayName: 'customer.name',
  PrimaryEmailAddr: 'customer.email',
  BillAddr: 'customer.address',
  CurrencyRef: 'customer.currency',
};

/** Why QuickBooks refused a new customer, on the field it concerns when that is certain (Intuit: error codes). */
export const creationProblems = (fault: Told): FieldError[] => problemsOf(fault).flatMap(problemOf);

const problemOf = ({ code, element, said }: Told): FieldError[] => {
  if (code === '6240') return [{ path: 'customer.name', problem: 'name_taken' }];
  const path = code === '2210' ? 'customer.email' : elements[(element ?? '').split('.')[0] ?? ''];
  return path ? [{ path, problem: 'refused', said }] : [];
};
