import type { FastifyRequest } from 'fastify';
import { AppError } from './app-error.ts';
import type { PanelUser } from './pipedrive/signed-token.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The user of the verified token; set by `signedIn`. */
    panelUser: PanelUser | null;
  }
}

/**
 * Body limit in bytes of routes without a panel token: tickets, form posts, Pipedrive's notices.
 */
export const smallBody = 4_096;

/** The user of a request; throws `AppError` bad_token on a route without `signedIn`. */
export const userOf = ({ panelUser }: FastifyRequest): PanelUser => {
  if (!panelUser) throw new AppError('bad_token');
  return panelUser;
};
