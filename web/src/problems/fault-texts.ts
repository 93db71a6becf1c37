import { isErrorCode } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { m } from '../messages/compiled/messages.js';

/**
 * What QuickBooks' fault codes mean for a salesperson.
 * https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes
 */
const faults: Record<string, () => string> = {
  '120': m.problems_fault_permission,
  '130': m.problems_fault_permission,
  '600': m.problems_fault_internal,
  '610': m.problems_fault_gone,
  '800': m.problems_fault_locked,
  '2020': m.problems_fault_missing,
  '2500': m.problems_fault_reference,
  '3001': m.problems_fault_busy,
  '3100': m.problems_fault_permission,
  '4000': m.problems_fault_unreadable,
  '4001': m.problems_fault_unreadable,
  '4002': m.problems_fault_unreadable,
  '5010': m.problems_fault_changed,
  '6000': m.problems_fault_rule,
  '5020': m.problems_fault_permission,
  '6140': m.problems_fault_number,
  '6190': m.problems_fault_subscription,
  '6200': m.problems_fault_closed,
  '6210': m.problems_fault_closed,
  '6240': m.problems_fault_name,
  '6250': m.problems_fault_customer,
  '6420': m.problems_fault_address,
  '6450': m.problems_fault_locked,
  '6480': m.problems_fault_locked,
  '6540': m.problems_fault_locked,
  '10000': m.problems_fault_internal,
};

/** Reasons why Pipedrive does not take the values of fields. */
const refusals: Record<string, () => string> = {
  forbidden: m.problems_fault_forbidden,
  refused: m.problems_fault_refused,
};

/** Words for our error code, Pipedrive's reason or QuickBooks' fault code, with the latter as a detail. */
export const faultText = (code: string): string => {
  if (isErrorCode(code)) return messagesFor(code).title;
  const refusal = refusals[code];
  if (refusal) return refusal();
  return m.problems_fault_detail({ reason: (faults[code] ?? m.problems_fault_other)(), code });
};
