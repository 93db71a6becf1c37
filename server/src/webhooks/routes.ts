import type { FastifyInstance, onRequestAsyncHookHandler } from 'fastify';
import { AppError } from '../app-error.ts';
import type { Dependencies } from '../context.ts';
import { makeEventStore } from './event-store.ts';
import { readDelivery } from './read-delivery.ts';
import { isSignedBy, isWellFormed } from './signature.ts';

/** Intuit states no limit; a webinar mentioned 1 MB and 100 events per delivery. */
const maxBytes = 2_000_000;
const maxEvents = 5_000;

/**
 * Receives Intuit's webhooks: checks the signature over the raw body, stores the events and
 * acknowledges; the job `events` does the rest. Intuit holds back all later events of the app until
 * a delivery is acknowledged, so only what cannot be stored is refused.
 * https://developer.intuit.com/app/developer/qbo/docs/develop/webhooks
 */
export const webhookRoutes = async (
  app: FastifyInstance,
  dependencies: Pick<Dependencies, 'db' | 'clock' | 'settings' | 'log'>,
  limit: onRequestAsyncHookHandler,
): Promise<void> => {
  const { log, settings } = dependencies;
  const verifierToken = settings.quickbooks.webhookVerifierToken;
  const store = makeEventStore(dependencies);

  const beforeBody: onRequestAsyncHookHandler = async (request, reply) => {
    // Not 404: Intuit repeats the delivery until the setting exists.
    if (verifierToken === null) {
      return reply
        .status(503)
        .type('text/plain')
        .send('Webhooks are off: INTUIT_WEBHOOK_VERIFIER_TOKEN is not set.\n');
    }
    if (!isWellFormed(request.headers['intuit-signature'])) throw new AppError('bad_token');
    // Intuit has used three content types; Fastify would answer 415 to one that it cannot parse.
    request.headers['content-type'] = 'application/octet-stream';
  };

  await app.register(async (receiver) => {
    receiver.removeAllContentTypeParsers();
    receiver.addContentTypeParser(
      '*',
      { parseAs: 'buffer' },
      async (_: unknown, body: unknown) => body,
    );
    const options = {
      schema: { hide: true },
      bodyLimit: maxBytes,
      config: { rateLimit: false as const },
      onRequest: [limit, beforeBody],
    };

    receiver.post('/webhooks/quickbooks', options, async (request, reply) => {
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const signature = String(request.headers['intuit-signature']);
      if (!isSignedBy(verifierToken ?? '', body, signature)) throw new AppError('bad_token');
      const delivery = readDelivery(body.toString('utf8'));
      if (!delivery) {
        log.warn({}, 'a signed webhook delivery is not JSON');
        throw new AppError('invalid_input');
      }
      const { events, unreadable } = delivery;
      const left = Math.max(0, events.length - maxEvents);
      // What is not stored is found by the next refresh or sweep.
      if (unreadable > 0 || left > 0) {
        log.warn({ unreadable, left }, 'a webhook delivery could not be read completely');
      }
      await store.add(events.slice(0, maxEvents));
      return reply.status(200).send();
    });
  });
};
