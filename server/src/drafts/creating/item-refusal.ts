import { isAccountFault } from '../../items/creating/account-fault.ts';
import { allSaid, type Fault, problemsOf } from '../../quickbooks/write-result.ts';
import type { DraftContent } from '../../shared/contract/draft-content.ts';
import type { FieldError } from '../../shared/contract/error-body.ts';
import { cleanName } from '../../shared/text/clean-text.ts';
import type { Refusal } from '../contract.ts';

/**
 * Maps the fault of a new item to a refusal, with each problem at the lines that have the item.
 * https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes
 */
export const itemRefusal = (fault: Fault, { lines }: DraftContent, name: string): Refusal => {
  const errors = problemsOf(fault).map(({ said, ...problem }) => ({ ...problemOf(problem), said }));
  const fields = lines.flatMap(({ item }, index): FieldError[] =>
    item?.id === null && cleanName(item.name).toLowerCase() === name.toLowerCase()
      ? errors.map(({ field, ...error }) => ({ path: `lines.${index}.${field}`, ...error }))
      : [],
  );
  return { fields, faultCode: fault.code, said: allSaid(fault), tid: fault.tid };
};

const problemOf = (
  fault: Pick<Fault, 'code' | 'element'>,
): Pick<FieldError, 'problem'> & { field: string } => {
  if (fault.code === '6240') return { field: 'item.name', problem: 'item_name_taken' };
  if (isAccountFault(fault)) return { field: 'item', problem: 'income_account_unusable' };
  return { field: 'item.name', problem: 'refused' };
};
