import type { FastifyRequest, onRequestHookHandler } from 'fastify';
import { AppError } from '../app-error.ts';
import type { Settings } from '../config.ts';

/**
 * Lets only requests of our own pages through: browsers say with each where it comes from. Older ones,
 * without `Sec-Fetch-Site`, send `Origin` with every POST. Throws `AppError` foreign_origin.
 */
export const onlyOwnPages = ({ publicUrl }: Pick<Settings, 'publicUrl'>): onRequestHookHandler => {
  const { origin: own } = new URL(publicUrl);
  const isOwn = ({ headers }: FastifyRequest): boolean => {
    const { origin } = headers;
    const site = headers['sec-fetch-site'];
    if (site === undefined) return origin === own;
    // A page with the policy no-referrer sends its forms with `Origin: null`.
    return site === 'same-origin' && [undefined, 'null', own].includes(origin);
  };
  return (request, _reply, next) =>
    next(isOwn(request) ? undefined : new AppError('foreign_origin'));
};
