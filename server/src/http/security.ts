import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Settings } from '../config.ts';

/** An office shares one address: so many users' calls may come from it. */
const usersPerAddress = 10;

/** Windows of their own: what people agree to there must not be laid under somebody else's page. */
const isWindow = (url = ''): boolean => /^\/(connect|install)([/?]|$)/.test(url);

const isUncounted = ({ routeOptions }: FastifyRequest): boolean =>
  routeOptions.config.rateLimit === false;

/**
 * What every answer with data says of itself. The rest of what helmet knows concerns pages, and putting
 * it together anew each time would cost as much as reading the data.
 */
const headersOfData = {
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
};

/**
 * Headers and limits. Pipedrive may frame our pages, nobody else, and nobody the windows in which one
 * installs and connects; the pages run our own scripts only. Calls are counted by address before anything
 * else is looked at; who calls is counted once that is known.
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
        frameAncestors: [
          ({ url }) => (isWindow(url) ? "'none'" : ["'self'", ...pipedrive].join(' ')),
        ],
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
    global: false,
    max: settings.rateLimitPerMinute * usersPerAddress,
    timeWindow: '1 minute',
    allowList: isUncounted,
    // Only who comes too often is told about the limit.
    addHeadersOnExceeding: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
    },
  });
  app.addHook('onRequest', app.rateLimit());
  app.addHook('onSend', (request, reply, _payload, done) => {
    if (!request.url.startsWith('/assets/')) reply.header('cache-control', 'no-cache, no-store');
    if (request.url.startsWith('/api/')) reply.headers(headersOfData);
    done();
  });
};
