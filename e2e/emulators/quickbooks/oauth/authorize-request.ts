import { z } from 'zod';
import type { World } from '../world.ts';

export const authorizeRequest = z.object({
  client_id: z.string(),
  redirect_uri: z.string(),
  response_type: z.string(),
  scope: z.string(),
  state: z.string().min(1),
});

export type AuthorizeRequest = z.infer<typeof authorizeRequest>;

/** Text of Intuit's error page for an invalid request; undefined when the request is valid. */
export function problemWith(world: World, params: AuthorizeRequest): string | undefined {
  if (params.client_id !== world.app.clientId) return 'The client_id of this app is not known.';
  if (params.response_type !== 'code') return 'The response_type must be code.';
  const registered = world.app.redirectUris;
  if (registered && !registered.includes(params.redirect_uri))
    return 'The redirect_uri is not one of the addresses registered for this app.';
  return URL.canParse(params.redirect_uri) ? undefined : 'The redirect_uri is not an address.';
}
