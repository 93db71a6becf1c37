import * as z from 'zod';

const loopback = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/;

/** Tokens and codes travel to this address, so plain HTTP is allowed only on this machine. */
const isPublic = (address: string): boolean => {
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || loopback.test(hostname);
};

/** Names and addresses that the package `proxy-addr` accepts. */
const proxies = /^((loopback|linklocal|uniquelocal|[\da-f.:]+(\/\d+)?)\s*(,\s*|$))+$/i;

const url = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/$/, ''));
const text = z.string().trim().min(1);

/**
 * Both vendors issue 40 characters; a shorter secret could be brute-forced from one signed token.
 */
const secret = z.string().trim().min(32);

const positive = z.coerce.number().int().positive();
const milliseconds = (byDefault: number, description: string) =>
  positive.default(byDefault).describe(`${description}, in milliseconds (1 or more)`);

/**
 * All environment variables with their descriptions; `.env.example` and README.md list the same.
 */
export const variables = z.object({
  PUBLIC_URL: url
    .refine(isPublic)
    .describe('Address under which browsers reach this server, https://…'),
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(3000)
    .describe('Port to listen on, 0 to 65535'),
  HOST: z.string().default('127.0.0.1').describe('Address to listen on'),
  TRUST_PROXY: z
    .string()
    .regex(proxies)
    .default('loopback')
    .describe(
      'Proxies in front whose X-Forwarded-For is believed: loopback, or addresses, comma between',
    ),
  DATABASE_FILE: z.string().default('dealbill.sqlite').describe('SQLite file'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('PostgreSQL instead of a file, postgres://user:password@host/database'),
  ENCRYPTION_KEYS: z
    .string()
    .regex(/^[\w-]+:[0-9a-f]{64}(,[\w-]+:[0-9a-f]{64})*$/i)
    .describe('id:64 hex digits, newest first, comma between; `openssl rand -hex 32` makes one'),
  PIPEDRIVE_CLIENT_ID: text.describe('Client id of your Pipedrive app'),
  PIPEDRIVE_CLIENT_SECRET: secret.describe(
    'Client secret of your Pipedrive app, 32 characters or more',
  ),
  PIPEDRIVE_PANEL_SECRET: secret
    .optional()
    .describe('JWT secret of the panel, if you set one: 32 characters or more'),
  PIPEDRIVE_MODAL_SECRET: secret
    .optional()
    .describe('JWT secret of the modal, if you set one: 32 characters or more'),
  PIPEDRIVE_SETTINGS_SECRET: secret
    .optional()
    .describe('JWT secret of the settings page, if you set one: 32 characters or more'),
  PIPEDRIVE_OAUTH_URL: url
    .default('https://oauth.pipedrive.com')
    .describe("Pipedrive's OAuth host, https://…"),
  INTUIT_CLIENT_ID: text.describe('Client id of your Intuit app'),
  INTUIT_CLIENT_SECRET: secret.describe('Client secret of your Intuit app, 32 characters or more'),
  INTUIT_ENVIRONMENT: z
    .enum(['production', 'sandbox'])
    .default('production')
    .describe('Which keys these are: production or sandbox'),
  INTUIT_AUTHORIZE_URL: url
    .default('https://appcenter.intuit.com/connect/oauth2')
    .describe("Intuit's consent page, https://…"),
  INTUIT_TOKEN_URL: url
    .default('https://oauth.platform.intuit.com/oauth2/v1/tokens/bearer')
    .describe("Intuit's token endpoint, https://…"),
  INTUIT_REVOKE_URL: url
    .default('https://developer.api.intuit.com/v2/oauth2/tokens/revoke')
    .describe("Intuit's revocation endpoint, https://…"),
  INTUIT_WEBHOOK_VERIFIER_TOKEN: z
    .string()
    .trim()
    .min(16)
    .optional()
    .describe(
      'Verifier token of the webhooks of your Intuit app, 16 characters or more; without it changes in QuickBooks are seen later',
    ),
  QUICKBOOKS_API_URL: url
    .optional()
    .describe('QuickBooks API host, https://…; by default that of the environment'),
  QUICKBOOKS_WEB_URL: url
    .optional()
    .describe('Where Open in QuickBooks leads, https://… up to /app'),
  QUICKBOOKS_TIMEOUT_MS: milliseconds(30_000, 'How long one call to QuickBooks may take'),
  QUICKBOOKS_CALLS_AT_ONCE: positive
    .default(8)
    .describe('Calls to one QuickBooks company at a time, over all processes (1 or more)'),
  QUICKBOOKS_CALLS_PER_MINUTE: positive
    .default(450)
    .describe('Calls to one QuickBooks company in a minute (1 or more); Intuit allows 500'),
  QUICKBOOKS_BATCHES_PER_MINUTE: positive
    .default(35)
    .describe('Of these, batches (1 or more); Intuit allows 40'),
  QUICKBOOKS_READS_PER_MONTH: positive
    .default(500_000)
    .describe(
      'Reads per month that your Intuit app may make (1 or more): 500000 in the free tier; with many companies, changes are read less often',
    ),
  CHANGES_EVERY_MS: milliseconds(
    900_000,
    'How often changes are read from each QuickBooks company while the reads of the month suffice',
  ),
  PIPEDRIVE_TIMEOUT_MS: milliseconds(15_000, 'How long one call to Pipedrive may take'),
  RESOLVE_AFTER_MS: milliseconds(
    125_000,
    'When an unanswered write is surely over: Intuit cuts off at 120 s',
  ),
  REPLAY_UNTIL_MS: milliseconds(
    3_300_000,
    'How long an unanswered create may be repeated under its request id',
  ),
  RESOLVE_EVERY_MS: milliseconds(1_000, 'Pause between two looks for background work that is due'),
  TURNS_AT_ONCE: positive
    .default(20)
    .describe('Companies whose background work one process does at the same time (1 or more)'),
  TURN_LEASE_MS: milliseconds(
    15_000,
    'When the background work of a process that was killed is continued by another',
  ),
  RETENTION_DAYS: positive
    .max(3_650)
    .default(90)
    .describe(
      'Days after which discarded drafts, delivered notes, bodies of failed operations and stale caches are deleted (1 to 3650)',
    ),
  RATE_LIMIT_PER_MINUTE: positive
    .default(600)
    .describe(
      'Calls one user may make in a minute, in each process (1 or more); one address ten times as many',
    ),
  REQUEST_TIMEOUT_MS: milliseconds(
    30_000,
    'How long a request may take to arrive, its body included',
  ),
  IDLE_TIMEOUT_MS: milliseconds(
    75_000,
    'When a connection that carries no request is closed; longer than that of a proxy in front',
  ),
  METRICS_TOKEN: secret
    .optional()
    .describe('Bearer token of /metrics, 32 characters or more; without it there is no /metrics'),
  SHUTDOWN_GRACE_MS: milliseconds(
    25_000,
    'How long running requests and operations may take to end when the server is asked to stop',
  ),
  SERVE_PANEL: z
    .enum(['true', 'false'])
    .default('true')
    .describe(
      'Whether the server serves the built pages: true, or false where another server does',
    ),
  MAX_CONNECTIONS: positive
    .default(2_000)
    .describe('Connections open at once (1 or more); more are closed at once'),
  LOG_LEVEL: z
    .enum(['silent', 'error', 'warn', 'info', 'debug'])
    .default('info')
    .describe('Log level: silent, error, warn, info or debug'),
});
