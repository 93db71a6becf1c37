import { allSaid, type Fault, problemsOf } from '../../quickbooks/write-result.ts';
import type { DraftContent } from '../../shared/contract/draft-content.ts';
import type { FieldError, FieldProblem } from '../../shared/contract/error-body.ts';
import type { Refusal } from '../contract.ts';

type FieldOfFault = { path: string; problem: FieldProblem };

/** Fault codes whose field is certain (Intuit: error codes); all others are told above the form. */
const fieldsByCode: Record<string, (content: DraftContent) => FieldOfFault | null> = {
  '6240': (content) =>
    content.customer.choice.kind === 'new'
      ? { path: 'customer.choice.name', problem: 'name_taken' }
      : null,
  '6140': () => ({ path: 'details.number', problem: 'number_taken' }),
  '6250': () => ({ path: 'customer.choice', problem: 'customer_inactive' }),
  '6210': () => ({ path: 'details.issueDate', problem: 'books_closed' }),
  '6200': () => ({ path: 'details.issueDate', problem: 'books_closed' }),
  '2210': () => ({ path: 'customer.email', problem: 'not_an_email' }),
  '2220': () => ({ path: 'details.currency', problem: 'refused' }),
};

/** Which property QuickBooks blamed, where it names one; by name only, never by the sentence. */
const elements: Record<string, string> = {
  DocNumber: 'details.number',
  DueDate: 'details.dueDate',
  TxnDate: 'details.issueDate',
  PrivateNote: 'details.memo',
  CustomerMemo: 'details.message',
  BillEmail: 'customer.email',
  PrimaryEmailAddr: 'customer.email',
  DisplayName: 'customer.choice.name',
  CurrencyRef: 'details.currency',
};

const fieldOf = (
  fault: Pick<Fault, 'code' | 'element'>,
  content: DraftContent,
): FieldOfFault | null => {
  const byCode = fieldsByCode[fault.code]?.(content);
  if (byCode) return byCode;
  const path = elements[(fault.element ?? '').split('.')[0] ?? ''];
  return path ? { path, problem: 'refused' } : null;
};

/** A refusal as the form shows it: each problem on the field it concerns when that can be told. */
export const refusalOf = (fault: Fault, content: DraftContent): Refusal => {
  const fields = problemsOf(fault).flatMap((one): FieldError[] => {
    const field = fieldOf(one, content);
    return field ? [{ ...field, said: one.said }] : [];
  });
  return { fields, faultCode: fault.code, said: allSaid(fault), tid: fault.tid };
};
