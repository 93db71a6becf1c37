/** Intuit's messages by fault code: troubleshooting, "Error codes". */
const messages: Record<string, string> = {
  '100': 'General Authentication Error',
  '500': 'Unsupported Operation',
  '600': 'Duplicate Request ID',
  '610': 'Object Not Found',
  '620': 'Transaction cannot be linked',
  '800': 'Cannot delete object',
  '1040': 'Batch size exceeds allowed limit',
  '2010': 'Request has invalid or unsupported property',
  '2020': 'Required param missing, need to supply the required value for the API',
  '2030': 'Invalid ID',
  '2040': 'Invalid String. Contains unsupported characters',
  '2050': 'String length is either shorter or longer than supported by specification',
  '2130': 'Invalid Request Id Format',
  '2170': 'Invalid Enumeration',
  '2210': 'Invalid Email Address format',
  '2220': 'Invalid Currency',
  '2250': 'Transaction has no lines',
  '2500': 'Invalid Reference Id',
  '3000': 'Invalid custom field',
  '3001': 'ThrottleExceeded',
  '3100': 'ApplicationAuthorizationFailed',
  '3200': 'ApplicationAuthenticationFailed',
  '4000': 'Error parsing query',
  '4001': 'Invalid query',
  '4002': 'Error processing query',
  '5010': 'Stale Object Error',
  '5030': 'Feature Not Supported Error',
  '6000': 'A business validation error has occurred while processing your request',
  '6070': 'Amount calculation incorrect in the request',
  '6080': 'The name of the object is missing',
  '6090': 'Discount line details missing',
  '6100': 'Invalid tax code for line item in the request',
  '6140': 'Duplicate Document Number Error',
  '6160': 'Invalid tax code',
  '6170': 'TxnTaxDetail is not allowed in the request',
  '6190': 'Invalid Company Status',
  '6200': 'Account Period Closed',
  '6210': 'Account Period Closed, Cannot Update Through Services API',
  '6240': 'Duplicate Name Exists Error',
  '6250': 'Invalid Sales Customer',
  '6420': 'Email address is required',
  '6450': 'Attempt to Void Transaction failed',
  '6480': 'Matched Transaction Delete Error',
  '6540': 'Deposited Transaction cannot be changed',
  '10000': 'System Failure Error',
  '10100': 'Result Set Big',
};

export interface FaultError {
  Message: string;
  Detail: string;
  code: string;
  element: string;
}

/** A fault of the Accounting API; `status` is 400 for validation faults. */
export class ApiFault extends Error {
  readonly errors: FaultError[];
  readonly status: number;
  readonly type: string;

  constructor(errors: FaultError[], status = 400, type = 'ValidationFault') {
    super(errors.map((error) => `${error.code} ${error.Detail}`).join('; '));
    this.errors = errors;
    this.status = status;
    this.type = type;
  }
}

export function faultError(code: string, detail: string, element = ''): FaultError {
  return { Message: messages[code] ?? 'Error', Detail: detail, code, element };
}

/** A validation fault with one error, HTTP 400. */
export function refusal(code: string, detail: string, element = ''): ApiFault {
  return new ApiFault([faultError(code, detail, element)]);
}

/** Fault 6000; its `Detail` is the only text that helps the user. */
export function businessRefusal(detail: string, element = ''): ApiFault {
  return refusal('6000', `Business Validation Error: ${detail}`, element);
}
