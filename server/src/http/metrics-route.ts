import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { AppError } from '../app-error.ts';
import type { Dependencies } from '../context.ts';

const digest = (text: string) => createHash('sha256').update(text).digest();

/**
 * Serves `/metrics` for Prometheus with METRICS_TOKEN as bearer token; no route without the
 * setting.
 */
export const metricsRoute = (
  app: FastifyInstance,
  { settings, metrics }: Pick<Dependencies, 'settings' | 'metrics'>,
): void => {
  const { metricsToken } = settings;
  if (metricsToken === null || metrics === null) return;
  const expected = digest(`Bearer ${metricsToken}`);
  const options = { schema: { hide: true }, config: { rateLimit: false as const } };
  app.get('/metrics', options, async (request, reply) => {
    const given = digest(request.headers.authorization ?? '');
    if (!timingSafeEqual(given, expected)) throw new AppError('bad_token');
    return reply.type(metrics.contentType).send(await metrics.text());
  });
};
