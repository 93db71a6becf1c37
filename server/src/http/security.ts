import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import type { Settings } from '../config.ts';

/**
 * Headers and limits. Pipedrive may frame our pages, nobody else; the pages run our own scripts only.
 * A form may end on Intuit's consent page, which is where *Connect* leads, and by way of it on
 * Pipedrive's settings: browsers hold a form to its `form-action` through every redirect.
 */
export const secure = async (app: FastifyInstance, settings: Settings): Promise<void> => {
  const pipedrive = ['https://*.pipedrive.com', new URL(settings.pipedrive.oauthUrl).origin];
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        connectSrc: ["'self'"],
        workerSrc: ["'self'", 'blob:'],
        baseUri: ["'none'"],
        formAction: ["'self'", new URL(settings.quickbooks.authorizeUrl).origin, ...pipedrive],
        frameAncestors: ["'self'", ...pipedrive],
      },
    },
    // Framed by Pipedrive on purpose: frame-ancestors says by whom.
    xFrameOptions: false,
    crossOriginResourcePolicy: { policy: 'same-origin' },
    // The window that connects is opened from the panel and must stay a window of its own.
    crossOriginOpenerPolicy: false,
    // A browser that learns of it with the answer starts another process for the frame: a third of a second.
    originAgentCluster: false,
    referrerPolicy: { policy: 'no-referrer' },
  });
  await app.register(rateLimit, {
    max: settings.rateLimitPerMinute,
    timeWindow: '1 minute',
    keyGenerator: (request) => request.headers.authorization ?? request.ip,
  });
  app.addHook('onSend', async (request, reply) => {
    if (!request.url.startsWith('/assets/')) reply.header('cache-control', 'no-cache, no-store');
  });
};
