import { readSettings, type Settings } from '../config.ts';
import { compileCache } from './compile-cache.ts';

/** Address of the app under test; nothing listens there, because tests inject their requests. */
export const testAppUrl = 'http://127.0.0.1:3999';

type Places = { quickbooksUrl: string; pipedriveUrl: string };

/** Environment for a pair of emulators, with the client ids that they know by default. */
export const testEnvironment = (at: Places, env: Record<string, string> = {}) => ({
  PUBLIC_URL: testAppUrl,
  DATABASE_FILE: ':memory:',
  ENCRYPTION_KEYS: `test:${'7'.repeat(64)}`,
  PIPEDRIVE_CLIENT_ID: 'demo-pipedrive-client',
  PIPEDRIVE_CLIENT_SECRET: 'demo-pipedrive-secret-of-more-than-32-characters',
  PIPEDRIVE_OAUTH_URL: at.pipedriveUrl,
  INTUIT_CLIENT_ID: 'demo-intuit-client',
  INTUIT_CLIENT_SECRET: 'demo-intuit-secret-of-more-than-32-characters',
  INTUIT_AUTHORIZE_URL: `${at.quickbooksUrl}/connect/oauth2`,
  INTUIT_TOKEN_URL: `${at.quickbooksUrl}/oauth2/v1/tokens/bearer`,
  INTUIT_REVOKE_URL: `${at.quickbooksUrl}/v2/oauth2/tokens/revoke`,
  QUICKBOOKS_API_URL: at.quickbooksUrl,
  QUICKBOOKS_WEB_URL: `${at.quickbooksUrl}/app`,
  RATE_LIMIT_PER_MINUTE: '100000',
  QUICKBOOKS_CALLS_PER_MINUTE: '1000000',
  QUICKBOOKS_BATCHES_PER_MINUTE: '1000000',
  LOG_LEVEL: 'debug',
  ...compileCache(),
  ...env,
});

/** `testEnvironment` parsed into settings. */
export const testSettings = (at: Places, env: Record<string, string> = {}): Settings =>
  readSettings(testEnvironment(at, env));
