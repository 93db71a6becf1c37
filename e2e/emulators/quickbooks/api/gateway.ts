import type { Company } from '../company/realm.ts';
import { grantOfAccessToken } from '../oauth/grants.ts';
import { type Answer, type Format, faultAnswer, gatewayAnswer } from '../wire/answer.ts';
import { ApiFault, faultError } from '../wire/faults.ts';
import { now, switchesFor, type World } from '../world.ts';

/**
 * Checks each call before the API: passes it on to its company or answers it. A bad token gets a
 * fault in the gateway's own lower-case shape, another company's token one in the API's shape.
 * https://developer.intuit.com/app/developer/qbo/docs/develop/authentication-and-authorization/faq
 */
export function refusedAtGate(
  world: World,
  call: { authorization: string | undefined; realm: string; format: Format },
): { company: Company } | { refused: Answer } {
  const token = call.authorization?.startsWith('Bearer ') ? call.authorization.slice(7) : '';
  const grant = grantOfAccessToken(world, token);
  const at = now(world, world.companies[grant?.realmId ?? '']);
  if (token.length < 40 || token.length > 4096)
    return { refused: unauthenticated('Malformed bearer token: too short or too long', at) };
  if (!grant || grant.revoked) return { refused: unauthenticated('Token revoked', at) };
  const access = grant.accessTokens.find((one) => one.token === token);
  if (!access || access.expiresAt <= at) return { refused: unauthenticated('Token expired', at) };
  if (!grant.scope.includes('com.intuit.quickbooks.accounting'))
    return { refused: unauthorized(at) };
  const company = world.companies[call.realm];
  if (grant.realmId !== call.realm || !company) {
    const { otherCompany } = switchesFor(world, company);
    const refused = otherCompany === '403' ? unauthorized(at) : notOfCompany(at, call.format);
    return { refused };
  }
  return { company };
}

export function unauthenticated(detail: string, at: number, format: Format = 'json'): Answer {
  const message = 'message=AuthenticationFailed; errorCode=003200; statusCode=401';
  return gatewayAnswer(401, { message, detail, code: '3200', type: 'AUTHENTICATION' }, at, format);
}

export function unauthorized(at: number, format: Format = 'json'): Answer {
  const message = 'message=ApplicationAuthorizationFailed; errorCode=003100; statusCode=403';
  return gatewayAnswer(403, { message, detail: null, code: '3100', type: 'SERVICE' }, at, format);
}

export function throttled(at: number, format: Format = 'xml'): Answer {
  const message = 'message=ThrottleExceeded; errorCode=003001; statusCode=429';
  const detail = 'The request limit was reached.  Try again later';
  return gatewayAnswer(429, { message, detail, code: '3001', type: 'SERVICE' }, at, format);
}

function notOfCompany(at: number, format: Format): Answer {
  const detail =
    'AuthenticationFailed: SRV-110-Authentication Failure: the token does not belong to this company';
  return faultAnswer(
    new ApiFault([faultError('100', detail)], 401, 'AuthenticationFault'),
    at,
    format,
  );
}
