import { envelopeTime } from '../company/moment.ts';
import type { ApiFault } from './faults.ts';
import { faultToXml, resultToXml } from './xml.ts';

/** A complete HTTP response, to be sent at once, later, or stored under a `requestid`. */
export interface Answer {
  status: number;
  contentType: string;
  body: string | Buffer;
}

export type Format = 'json' | 'xml';

const jsonType = 'application/json;charset=UTF-8';
const xmlType = 'application/xml;charset=UTF-8';

/** A 200 response whose envelope is the result plus `time`. */
export function resultAnswer(result: object, now: number, format: Format): Answer {
  const time = envelopeTime(now);
  if (format === 'xml')
    return { status: 200, contentType: xmlType, body: resultToXml(result, time) };
  return { status: 200, contentType: jsonType, body: JSON.stringify({ ...result, time }) };
}

export function faultAnswer(fault: ApiFault, now: number, format: Format): Answer {
  const time = envelopeTime(now);
  if (format === 'xml')
    return { status: fault.status, contentType: xmlType, body: faultToXml(fault, time) };
  const body = JSON.stringify({ Fault: { Error: fault.errors, type: fault.type }, time });
  return { status: fault.status, contentType: jsonType, body };
}

/**
 * A fault in the format of the gateway before the API: lower-case keys, epoch milliseconds, many
 * nulls.
 * https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/faq
 */
export function gatewayAnswer(
  status: number,
  error: { message: string; detail: string | null; code: string; type: string },
  now: number,
  format: Format = 'json',
): Answer {
  const { type, ...rest } = error;
  if (format === 'xml') return { status, contentType: xmlType, body: gatewayXml(error, now) };
  const body = JSON.stringify({
    warnings: null,
    intuitObject: null,
    fault: { error: [{ ...rest, element: null }], type },
    report: null,
    queryResponse: null,
    batchItemResponse: [],
    attachableResponse: [],
    syncErrorResponse: null,
    requestId: null,
    time: now,
    status: null,
    cdcresponse: [],
  });
  return { status, contentType: jsonType, body };
}

function gatewayXml(
  error: { message: string; detail: string | null; code: string; type: string },
  now: number,
) {
  return faultToXml(
    {
      type: error.type,
      errors: [
        { Message: error.message, Detail: error.detail ?? '', code: error.code, element: '' },
      ],
    },
    envelopeTime(now),
  );
}
