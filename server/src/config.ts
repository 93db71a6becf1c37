import * as z from 'zod';
import { StartProblem } from './start-problem.ts';

const loopback = /^(localhost|.*\.localhost|127(\.\d+){3}|\[::1\])$/;

/** Tokens and codes travel to it: in the clear only on the machine itself. */
const isPublic = (address: string): boolean => {
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || loopback.test(hostname);
};

/** Names and addresses as proxy-addr knows them. */
const proxies = /^((loopback|linklocal|uniquelocal|[\da-f.:]+(\/\d+)?)\s*(,\s*|$))+$/i;

const url = z.url({ protocol: /^https?$/ }).transform((value) => value.replace(/\/$/, ''));
const text = z.string().trim().min(1);

/** Both vendors give 40 characters; a shorter one could be guessed from one signed token. */
const secret = z.string().trim().min(32);

const positive = z.coerce.number().int().positive();
const milliseconds = (byDefault: number, what: string) =>
  positive.default(byDefault).describe(`${what}, in milliseconds (1 or more)`);

/** Every variable of the environment, with what it is for; `.env.example` says the same. */
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

const quickbooksHosts = {
  production: { api: 'https://quickbooks.api.intuit.com', web: 'https://qbo.intuit.com/app' },
  sandbox: {
    api: 'https://sandbox-quickbooks.api.intuit.com',
    web: 'https://sandbox.qbo.intuit.com/app',
  },
};

/** Newest first. */
const keysFrom = (text: string) =>
  text.split(',').map((pair) => {
    const [id = '', hex = ''] = pair.split(':');
    return { id, key: Buffer.from(hex, 'hex') };
  });

const settingsFrom = (env: z.output<typeof variables>) => {
  const hosts = quickbooksHosts[env.INTUIT_ENVIRONMENT];
  return {
    publicUrl: env.PUBLIC_URL,
    port: env.PORT,
    host: env.HOST,
    trustProxy: env.TRUST_PROXY,
    databaseFile: env.DATABASE_FILE,
    databaseUrl: env.DATABASE_URL ?? null,
    encryptionKeys: keysFrom(env.ENCRYPTION_KEYS),
    logLevel: env.LOG_LEVEL,
    retentionDays: env.RETENTION_DAYS,
    rateLimitPerMinute: env.RATE_LIMIT_PER_MINUTE,
    metricsToken: env.METRICS_TOKEN ?? null,
    shutdownGraceMs: env.SHUTDOWN_GRACE_MS,
    servePanel: env.SERVE_PANEL === 'true',
    http: {
      requestTimeoutMs: env.REQUEST_TIMEOUT_MS,
      idleTimeoutMs: env.IDLE_TIMEOUT_MS,
      maxConnections: env.MAX_CONNECTIONS,
    },
    pipedrive: {
      clientId: env.PIPEDRIVE_CLIENT_ID,
      clientSecret: env.PIPEDRIVE_CLIENT_SECRET,
      surfaceSecrets: {
        panel: env.PIPEDRIVE_PANEL_SECRET ?? env.PIPEDRIVE_CLIENT_SECRET,
        modal: env.PIPEDRIVE_MODAL_SECRET ?? env.PIPEDRIVE_CLIENT_SECRET,
        settings: env.PIPEDRIVE_SETTINGS_SECRET ?? env.PIPEDRIVE_CLIENT_SECRET,
      },
      oauthUrl: env.PIPEDRIVE_OAUTH_URL,
      timeoutMs: env.PIPEDRIVE_TIMEOUT_MS,
    },
    quickbooks: {
      clientId: env.INTUIT_CLIENT_ID,
      clientSecret: env.INTUIT_CLIENT_SECRET,
      authorizeUrl: env.INTUIT_AUTHORIZE_URL,
      tokenUrl: env.INTUIT_TOKEN_URL,
      revokeUrl: env.INTUIT_REVOKE_URL,
      apiUrl: env.QUICKBOOKS_API_URL ?? hosts.api,
      webUrl: env.QUICKBOOKS_WEB_URL ?? hosts.web,
      timeoutMs: env.QUICKBOOKS_TIMEOUT_MS,
      limits: {
        concurrent: env.QUICKBOOKS_CALLS_AT_ONCE,
        perMinute: env.QUICKBOOKS_CALLS_PER_MINUTE,
        batchesPerMinute: env.QUICKBOOKS_BATCHES_PER_MINUTE,
      },
    },
    resolve: {
      afterMs: env.RESOLVE_AFTER_MS,
      replayUntilMs: env.REPLAY_UNTIL_MS,
    },
    scheduler: {
      everyMs: env.RESOLVE_EVERY_MS,
      turnsAtOnce: env.TURNS_AT_ONCE,
      leaseMs: env.TURN_LEASE_MS,
    },
  };
};

/** Everything that can be configured, in our shape. */
export type Settings = ReturnType<typeof settingsFrom>;

/**
 * Reads the environment once. Throws one StartProblem that names every missing or wrong variable, each
 * with what it is for and which values it may have.
 */
export const readSettings = (env: Record<string, string | undefined> = process.env): Settings => {
  const filled = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = variables.safeParse(filled);
  const odd = [...replayedTooShortly(filled), ...twoDatabases(filled)];
  if (parsed.success && odd.length === 0) return settingsFrom(parsed.data);
  const lines = (parsed.error?.issues ?? []).map((issue) => {
    const name = String(issue.path[0]) as keyof typeof variables.shape;
    const state = filled[name] === undefined ? 'is missing' : 'is not usable';
    return `  ${name} ${state}: ${variables.shape[name].description}`;
  });
  throw new StartProblem(
    `The settings are not complete:\n${[...new Set([...lines, ...odd])].join('\n')}`,
  );
};

/** The two databases of `pnpm database:move`. Throws StartProblem. */
export const readDatabasesToMove = (env: Record<string, string | undefined> = process.env) => {
  const { DATABASE_FILE, DATABASE_URL } = variables.shape;
  const file = DATABASE_FILE.safeParse(env.DATABASE_FILE || undefined).data;
  const url = DATABASE_URL.safeParse(env.DATABASE_URL || undefined).data;
  if (!file || !url) {
    throw new StartProblem(
      'Set DATABASE_FILE to the SQLite file to copy from, and DATABASE_URL to the PostgreSQL database to copy to.',
    );
  }
  return { databaseFile: file, databaseUrl: url };
};

/** The database of a command that needs no other settings. Throws StartProblem. */
export const readDatabase = (env: Record<string, string | undefined> = process.env) => {
  const { DATABASE_FILE, DATABASE_URL } = variables.shape;
  const problems = twoDatabases(env);
  if (problems.length > 0) throw new StartProblem(problems.join('\n').trim());
  const url = DATABASE_URL.safeParse(env.DATABASE_URL || undefined);
  if (!url.success)
    throw new StartProblem(`DATABASE_URL is not usable: ${DATABASE_URL.description}`);
  return {
    databaseFile: DATABASE_FILE.parse(env.DATABASE_FILE || undefined),
    databaseUrl: url.data ?? null,
  };
};

/** The keys of a command that needs no other settings. Throws StartProblem. */
export const readKeys = (env: Record<string, string | undefined> = process.env) => {
  const { ENCRYPTION_KEYS } = variables.shape;
  const keys = ENCRYPTION_KEYS.safeParse(env.ENCRYPTION_KEYS);
  if (keys.success) return keysFrom(keys.data);
  throw new StartProblem(`ENCRYPTION_KEYS is not usable: ${ENCRYPTION_KEYS.description}`);
};

/** A create that may no longer be repeated once its first try is over would never be repeated. */
const replayedTooShortly = (filled: Record<string, string | undefined>): string[] => {
  const { REPLAY_UNTIL_MS, RESOLVE_AFTER_MS } = variables.shape;
  const until = REPLAY_UNTIL_MS.safeParse(filled.REPLAY_UNTIL_MS).data;
  const after = RESOLVE_AFTER_MS.safeParse(filled.RESOLVE_AFTER_MS).data;
  if (until === undefined || after === undefined || until >= after) return [];
  return [`  REPLAY_UNTIL_MS is not usable: ${until} is shorter than RESOLVE_AFTER_MS, ${after}`];
};

const twoDatabases = ({ DATABASE_FILE, DATABASE_URL }: Record<string, string | undefined>) =>
  DATABASE_FILE && DATABASE_URL
    ? ['  DATABASE_FILE and DATABASE_URL are both set: keep the one of the database to use']
    : [];
