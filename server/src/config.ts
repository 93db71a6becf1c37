import type * as z from 'zod';
import { variables } from './environment-variables.ts';
import { StartProblem } from './start-problem.ts';

const quickbooksHosts = {
  production: { api: 'https://quickbooks.api.intuit.com', web: 'https://qbo.intuit.com/app' },
  sandbox: {
    api: 'https://sandbox-quickbooks.api.intuit.com',
    web: 'https://sandbox.qbo.intuit.com/app',
  },
};

/** Parses `id:hex` pairs; the newest key comes first. */
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
      webhookVerifierToken: env.INTUIT_WEBHOOK_VERIFIER_TOKEN ?? null,
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
    feed: {
      everyMs: env.CHANGES_EVERY_MS,
      readsPerMonth: env.QUICKBOOKS_READS_PER_MONTH,
    },
    scheduler: {
      everyMs: env.RESOLVE_EVERY_MS,
      turnsAtOnce: env.TURNS_AT_ONCE,
      leaseMs: env.TURN_LEASE_MS,
    },
  };
};

/** All settings, parsed and grouped. */
export type Settings = ReturnType<typeof settingsFrom>;

/**
 * Parses the environment. Throws one StartProblem that names every missing or invalid variable,
 * with its description and allowed values.
 */
export const readSettings = (env: Record<string, string | undefined> = process.env): Settings => {
  const filled = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = variables.safeParse(filled);
  const conflicts = [
    ...replayTooShort(filled),
    ...bothDatabases(filled),
    ...renamedSettings(filled),
  ];
  if (parsed.success && conflicts.length === 0) return settingsFrom(parsed.data);
  const lines = (parsed.error?.issues ?? []).map((issue) => {
    const name = String(issue.path[0]) as keyof typeof variables.shape;
    const state = filled[name] === undefined ? 'is missing' : 'is not usable';
    return `  ${name} ${state}: ${variables.shape[name].description}`;
  });
  throw new StartProblem(
    `The settings are not complete:\n${[...new Set([...lines, ...conflicts])].join('\n')}`,
  );
};

/** Reads the two databases of `pnpm database:move`. Throws StartProblem. */
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

/** Reads only the database settings, for commands that need no others. Throws StartProblem. */
export const readDatabase = (env: Record<string, string | undefined> = process.env) => {
  const { DATABASE_FILE, DATABASE_URL } = variables.shape;
  const problems = bothDatabases(env);
  if (problems.length > 0) throw new StartProblem(problems.join('\n').trim());
  const url = DATABASE_URL.safeParse(env.DATABASE_URL || undefined);
  if (!url.success)
    throw new StartProblem(`DATABASE_URL is not usable: ${DATABASE_URL.description}`);
  return {
    databaseFile: DATABASE_FILE.parse(env.DATABASE_FILE || undefined),
    databaseUrl: url.data ?? null,
  };
};

/**
 * Reads only the encryption keys, for commands that need no other settings. Throws StartProblem.
 */
export const readKeys = (env: Record<string, string | undefined> = process.env) => {
  const { ENCRYPTION_KEYS } = variables.shape;
  const keys = ENCRYPTION_KEYS.safeParse(env.ENCRYPTION_KEYS);
  if (keys.success) return keysFrom(keys.data);
  throw new StartProblem(`ENCRYPTION_KEYS is not usable: ${ENCRYPTION_KEYS.description}`);
};

/** With such a value, the time to repeat a create would end before its first try has timed out. */
const replayTooShort = (filled: Record<string, string | undefined>): string[] => {
  const { REPLAY_UNTIL_MS, RESOLVE_AFTER_MS } = variables.shape;
  const until = REPLAY_UNTIL_MS.safeParse(filled.REPLAY_UNTIL_MS).data;
  const after = RESOLVE_AFTER_MS.safeParse(filled.RESOLVE_AFTER_MS).data;
  if (until === undefined || after === undefined || until >= after) return [];
  return [`  REPLAY_UNTIL_MS is not usable: ${until} is shorter than RESOLVE_AFTER_MS, ${after}`];
};

const bothDatabases = ({ DATABASE_FILE, DATABASE_URL }: Record<string, string | undefined>) =>
  DATABASE_FILE && DATABASE_URL
    ? ['  DATABASE_FILE and DATABASE_URL are both set: keep the one of the database to use']
    : [];

const newNames = { SETTLE_AFTER_MS: 'RESOLVE_AFTER_MS', SETTLE_EVERY_MS: 'RESOLVE_EVERY_MS' };

/** A setting under its former name would be ignored, and its default would hold unnoticed. */
const renamedSettings = (filled: Record<string, string | undefined>): string[] =>
  Object.entries(newNames)
    .filter(([former]) => filled[former] !== undefined)
    .map(([former, name]) => `  ${former} is no longer used: rename it to ${name}`);
