import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The app's OAuth clients, registered at the emulators under these ids. */
export const pipedriveApp = {
  id: 'demo-pipedrive-client',
  secret: 'demo-pipedrive-secret-of-more-than-32-characters',
};
export const intuitApp = {
  id: 'demo-intuit-client',
  secret: 'demo-intuit-secret-of-more-than-32-characters',
};

/** Signs the webhooks of the QuickBooks emulator. */
export const webhookVerifierToken = 'demo-webhook-verifier-token';

/** Key that encrypts the vendors' tokens. Created once and stored beside the database. */
const encryptionKey = (folder: string): string => {
  const file = join(folder, 'encryption-key');
  if (!existsSync(file)) {
    writeFileSync(file, `demo:${randomBytes(32).toString('hex')}`, { mode: 0o600 });
  }
  return readFileSync(file, 'utf8').trim();
};

type Places = {
  folder: string;
  appUrl: string;
  serverPort: number;
  /** PostgreSQL database; null for a SQLite file, undefined to use DATABASE_URL of this process. */
  databaseUrl: string | null | undefined;
  pipedriveUrl: string;
  quickbooksUrl: string;
};

const database = ({ folder, databaseUrl }: Places): Record<string, string> => {
  const url = databaseUrl === undefined ? process.env.DATABASE_URL : databaseUrl;
  return url ? { DATABASE_URL: url } : { DATABASE_FILE: join(folder, 'dealbill.sqlite') };
};

/** Environment variables of a server that calls the emulators instead of Pipedrive and Intuit. */
export const appEnvironment = (places: Places): Record<string, string> => ({
  PUBLIC_URL: places.appUrl,
  // All users of a test run share one IP address, so they share its rate limit.
  RATE_LIMIT_PER_MINUTE: '6000',
  PORT: `${places.serverPort}`,
  // Calls to a vendor that a test has made unresponsive would delay the shutdown.
  SHUTDOWN_GRACE_MS: '3000',
  ...database(places),
  ENCRYPTION_KEYS: encryptionKey(places.folder),
  PIPEDRIVE_CLIENT_ID: pipedriveApp.id,
  PIPEDRIVE_CLIENT_SECRET: pipedriveApp.secret,
  PIPEDRIVE_OAUTH_URL: places.pipedriveUrl,
  INTUIT_CLIENT_ID: intuitApp.id,
  INTUIT_CLIENT_SECRET: intuitApp.secret,
  INTUIT_ENVIRONMENT: 'sandbox',
  INTUIT_AUTHORIZE_URL: `${places.quickbooksUrl}/connect/oauth2`,
  INTUIT_TOKEN_URL: `${places.quickbooksUrl}/oauth2/v1/tokens/bearer`,
  INTUIT_REVOKE_URL: `${places.quickbooksUrl}/v2/oauth2/tokens/revoke`,
  INTUIT_WEBHOOK_VERIFIER_TOKEN: webhookVerifierToken,
  QUICKBOOKS_API_URL: places.quickbooksUrl,
  QUICKBOOKS_WEB_URL: `${places.quickbooksUrl}/app`,
});
