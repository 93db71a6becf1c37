import { allSaid, type Fault, problemsOf } from '../../quickbooks/write-result.ts';
import type { DraftContent } from '../../shared/contract/draft-content.ts';
import type { FieldError, FieldProblem } from '../../shared/contract/error-body.ts';
import type { Refusal } from '../contract.ts';

type FieldOfFault = { path: string; problem: FieldProblem };

/**
 * Fault codes that identify a field; all others are shown above the form.
 * https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes
 */
const fieldsByCode: Record<
  string,
  (content: DraftContent, named: string | undefined) => FieldOfFault | null
> = {
  '6240': (content) =>
    content.customer.choice.kind === 'new'
      ? { path: 'customer.choice.name', problem: 'name_taken' }
      : null,
  '6140': () => ({ path: 'details.number', problem: 'number_taken' }),
  '6250': () => ({ path: 'customer.choice', problem: 'customer_inactive' }),
  '6210': () => ({ path: 'details.issueDate', problem: 'books_closed' }),
  '6200': () => ({ path: 'details.issueDate', problem: 'books_closed' }),
  '620': ({ estimate }) => (estimate ? { path: 'estimate', problem: 'estimate_unlinkable' } : null),
  '2210': (_, named) => ({ path: named ?? 'customer.email', problem: 'not_an_email' }),
  '2220': () => ({ path: 'details.currency', problem: 'refused' }),
};

/** Form fields by the property that a fault names; its sentence is never parsed. */
const fieldOfElement: Record<string, string> = {
  DocNumber: 'details.number',
  DueDate: 'details.dueDate',
  TxnDate: 'details.issueDate',
  PrivateNote: 'details.memo',
  CustomerMemo: 'details.message',
  LinkedTxn: 'estimate',
  BillEmail: 'customer.email',
  BillEmailCc: 'customer.cc',
  BillEmailBcc: 'customer.bcc',
  PrimaryEmailAddr: 'customer.email',
  DisplayName: 'customer.choice.name',
  CurrencyRef: 'details.currency',
  ClassRef: 'fields.class',
  DepartmentRef: 'fields.location',
  ShipDate: 'fields.shipDate',
  TrackingNum: 'fields.trackingNumber',
  ShipMethodRef: 'fields.shippingMethod',
  CustomField: 'fields',
};

const fieldOf = (
  fault: Pick<Fault, 'code' | 'element'>,
  content: DraftContent,
): FieldOfFault | null => {
  const path = fieldOfElement[(fault.element ?? '').split('.')[0] ?? ''];
  const byCode = fieldsByCode[fault.code]?.(content, path);
  return byCode ?? (path ? { path, problem: 'refused' } : null);
};

/** Maps a fault to a refusal, with each problem at its field where the fault identifies one. */
export const refusalOf = (fault: Fault, content: DraftContent): Refusal => {
  const fields = problemsOf(fault).flatMap((problem): FieldError[] => {
    const field = fieldOf(problem, content);
    return field ? [{ ...field, said: problem.said }] : [];
  });
  return { fields, faultCode: fault.code, said: allSaid(fault), tid: fault.tid };
};
