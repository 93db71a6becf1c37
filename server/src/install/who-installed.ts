import * as z from 'zod';
import { networkName, type OnFailedCall } from '../diagnostics/failed-call.ts';
import { limitedText, mostBytes } from '../limited-body.ts';
import { type Me, meOf } from '../pipedrive/translate-user.ts';

const answer = z.object({ data: z.unknown() });

/**
 * Whose grant this is (Pipedrive: GET /v1/users/me). Asked here and not through the gateway, which
 * works for grants that are stored: only the answer tells under whose name to store this one. Null
 * when there is no readable answer.
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
    return meOf(answer.parse(JSON.parse(body)).data);
  } catch (error) {
    const { status = null, headers } = response ?? {};
    failed({ ...call, status, headers, network: networkName(error) });
    return null;
  }
};
