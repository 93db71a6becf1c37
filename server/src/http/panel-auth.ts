import type { FastifyRequest } from 'fastify';
import { AppError } from '../app-error.ts';
import type { PanelUser, TokenVerifier } from '../pipedrive/signed-token.ts';

/**
 * The one door for identity: who calls is read from the signed token in the Bearer header and from
 * nowhere else. Throws `AppError` bad_token.
 */
export const panelUser = (verify: TokenVerifier, request: FastifyRequest): Promise<PanelUser> => {
  const header = request.headers.authorization ?? '';
  if (!header.startsWith('Bearer ')) return Promise.reject(new AppError('bad_token'));
  return verify(header.slice('Bearer '.length));
};
