import * as z from 'zod';
import type { Me } from '../pipedrive/gateway.ts';

const answer = z.object({
  data: z.object({
    id: z.number().int(),
    name: z.string(),
    company_id: z.number().int(),
    company_name: z.string(),
    company_domain: z.string(),
  }),
});

/**
 * Whose grant this is (Pipedrive: GET /v1/users/me). Asked here and not through the gateway, which
 * works for grants that are stored: only the answer tells under whose name to store this one. Null
 * when there is no readable answer.
 */
export const whoInstalled = async (
  apiDomain: string,
  accessToken: string,
  timeoutMs: number,
): Promise<Me | null> => {
  try {
    const response = await fetch(`${apiDomain}/api/v1/users/me`, {
      headers: { accept: 'application/json', authorization: `Bearer ${accessToken}` },
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const { data } = answer.parse(await response.json());
    return {
      userId: data.id,
      companyId: data.company_id,
      userName: data.name,
      companyName: data.company_name,
      companyDomain: data.company_domain,
    };
  } catch {
    return null;
  }
};
