import type { FastifyInstance, onRequestAsyncHookHandler } from 'fastify';
import { AppError } from '../app-error.ts';
import type { Dependencies } from '../context.ts';
import { hashOf, sameSecret } from '../oauth/secrets.ts';
import { applyReport } from './apply-report.ts';
import { readDelivery } from './read-delivery.ts';
import { webhooksWithCredential } from './store.ts';

/** A delivery contains one record, with all its custom fields twice. */
const maxBytes = 1_000_000;

const basic = /^Basic ([\w+/]{1,400}={0,2})$/i;

/** User name and password of basic authentication (RFC 7617); null without. */
const credentialsOf = (authorization: string | undefined) => {
  const [, encoded] = basic.exec(authorization ?? '') ?? [];
  if (!encoded) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon === -1 ? null : { user: text.slice(0, colon), password: text.slice(colon + 1) };
};

/**
 * Receives Pipedrive's webhooks: checks user name and password, stores what is reported about a
 * record that has rows here, and acknowledges; the job `merges` does the rest. Pipedrive signs
 * nothing, so a report is a hint, and the credential names the company.
 * https://pipedrive.readme.io/docs/guide-for-webhooks-v2
 */
export const pipedriveWebhookRoutes = (
  app: FastifyInstance,
  dependencies: Pick<Dependencies, 'db' | 'clock' | 'log'>,
  limit: onRequestAsyncHookHandler,
): void => {
  const { db, log } = dependencies;
  const options = {
    schema: { hide: true },
    bodyLimit: maxBytes,
    config: { rateLimit: false as const },
    onRequest: [limit],
  };
  app.post('/webhooks/pipedrive', options, async (request, reply) => {
    const given = credentialsOf(request.headers.authorization);
    const row = given && (await webhooksWithCredential(db, given.user));
    if (!given || !row || !sameSecret(hashOf(given.password), row.passwordHash))
      throw new AppError('bad_token');
    const { companyId } = row;
    const report = readDelivery(request.body);
    if (!report) log.warn({ companyId }, 'a webhook delivery of Pipedrive could not be read');
    else if (report.companyId !== companyId) {
      log.warn({ companyId }, 'a webhook delivery of Pipedrive names another company');
    } else if (report.event) await applyReport(dependencies, companyId, report.event);
    return reply.status(200).send();
  });
};
