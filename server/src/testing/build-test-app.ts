import type { FastifyInstance, LightMyRequestResponse } from 'fastify';
import { SignJWT } from 'jose';
import { inject } from 'vitest';
import { buildApp } from '../app.ts';
import type { Settings } from '../config.ts';
import type { Ctx, Dependencies } from '../context.ts';
import type { Db } from '../db/database.ts';
import { makeDependencies } from '../dependencies.ts';
import { makeLogger } from '../diagnostics/logger.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import { type FixedClock, fixedClock } from './fixed-clock.ts';
import { openTestDatabase } from './open-test-database.ts';
import { testSettings } from './test-settings.ts';

/** A signed token as Pipedrive passes it to our iframe for this user. */
export const signedToken = (settings: Settings, user: PipedriveUser, now: number) =>
  new SignJWT({ companyId: user.companyId, userId: user.userId })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt(Math.floor(now / 1000))
    .setExpirationTime(Math.floor(now / 1000) + 300)
    .sign(new TextEncoder().encode(settings.pipedrive.clientSecret));

export type TestApp = {
  app: FastifyInstance;
  dependencies: Dependencies;
  clock: FixedClock;
  /** Everything logged so far, one JSON line per entry. */
  logged: string[];
  /** The context of a call by this user. */
  as(user: PipedriveUser): Ctx;
  /** Calls `POST /api/<feature>/<action>` as this user; returns the status and the parsed body. */
  call(
    user: PipedriveUser,
    action: `${string}/${string}`,
    input?: object,
  ): Promise<{ status: number; body: unknown; response: LightMyRequestResponse }>;
};

/**
 * Builds the whole server with its own database and the shared emulators; it listens on no port.
 */
export const buildTestApp = async ({
  env = {},
  db = openTestDatabase(),
  realTraffic = true,
  quickbooksUrl = inject('quickbooksUrl'),
  pipedriveUrl = inject('pipedriveUrl'),
}: {
  env?: Record<string, string>;
  db?: Db;
  /** Whether rate limits of vendors use the real time; else the test's clock. */
  realTraffic?: boolean;
  quickbooksUrl?: string;
  pipedriveUrl?: string;
} = {}): Promise<TestApp> => {
  const settings = testSettings({ quickbooksUrl, pipedriveUrl }, env);
  const clock = fixedClock();
  const logged: string[] = [];
  const log = makeLogger(settings.logLevel, { write: (line) => void logged.push(line) });
  const dependencies = makeDependencies(settings, log, {
    clock,
    db,
    ...(!realTraffic && { trafficClock: clock }),
  });
  const app = await buildApp(dependencies, log);
  return {
    app,
    dependencies,
    clock,
    logged,
    as: (user) => ({ ...dependencies, companyId: user.companyId, userId: user.userId }),
    async call(user, action, input = {}) {
      const token = await signedToken(settings, user, clock.now());
      const response = await app.inject({
        method: 'POST',
        url: `/api/${action}`,
        headers: { authorization: `Bearer ${token}` },
        payload: input,
      });
      return { status: response.statusCode, body: response.json(), response };
    },
  };
};
