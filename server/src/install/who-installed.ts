import * as z from 'zod';
import { networkName, type OnFailedCall } from '../diagnostics/failed-call.ts';
import { type Me, meOf } from '../pipedrive/translate-user.ts';
import { limitedText, mostBytes } from '../vendor-calls/limited-body.ts';

const envelope = z.object({ data: z.unknown() });

/**
 * Reads the user of a new token from GET /v1/users/me; null after a failure, which is logged.
 * Bypasses the gateway, which needs a stored grant, and the grant is stored by this user's id.
 */
export const whoInstalled = async (
  apiDomain: string,
  accessToken: string,
  timeoutMs: number,
  failed: OnFailedCall = () => undefined,
): Promise<Me | null> => {
  const call = { vendor: 'pipedrive', operation: 'whoInstalled' } as const;
  let response: Response | null = null;
  try {
    response = await fetch(`${apiDomain}/api/v1/users/me`, {
      headers: { accept: 'application/json', authorization: `Bearer ${accessToken}` },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const body = await limitedText(response, mostBytes.api);
    return meOf(envelope.parse(JSON.parse(body)).data);
  } catch (error) {
    const { status = null, headers } = response ?? {};
    failed({ ...call, status, headers, network: networkName(error) });
    return null;
  }
};
