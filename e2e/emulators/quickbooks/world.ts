import { randomBytes } from 'node:crypto';
import type { Company, Realm } from './company/realm.ts';
import type { FaultRule, LatencyRule } from './control/fault-rules.ts';
import { Journal } from './control/journal.ts';
import { seedStory } from './seed/story-companies.ts';
import { type Switches, usualSwitches } from './switches.ts';
import { WebhookSender } from './webhooks/sender.ts';

/** The OAuth client, as registered in the developer portal. */
export interface App {
  clientId: string;
  clientSecret: string;
  /** Registered redirect URIs; null accepts any. */
  redirectUris: string[] | null;
}

/**
 * One consent, valid until revoked, until its refresh token expires or its maximum lifetime ends.
 */
export interface Grant {
  realmId: string | null;
  scope: string;
  consentedAt: number;
  refreshToken: string;
  refreshValueSince: number;
  refreshExpiresAt: number;
  revoked: boolean;
  accessTokens: { token: string; expiresAt: number }[];
}

/** An authorization code, valid for one exchange within five minutes. */
export interface Code {
  realmId: string | null;
  scope: string;
  redirectUri: string;
  expiresAt: number;
  usedFor: Grant | null;
}

/** Statistics of the calls to one company, including rejected ones. */
export interface Traffic {
  inFlight: number;
  /** Calls of the last minute; `at` in epoch milliseconds. */
  calls: { at: number; batch: boolean; rejected: boolean }[];
  seen: {
    calls: number;
    rejected: number;
    mostInFlight: number;
    mostPerSecond: number;
    mostPerMinute: number;
    mostBatchesPerMinute: number;
  };
}

/** The emulator's state. `companies`, `grants` and `switches` survive a restart. */
export interface World {
  app: App;
  companies: Record<string, Company>;
  grants: Grant[];
  codes: Map<string, Code>;
  switches: Switches;
  freshRealms: number;
  /** Size of the story's large company. */
  story: 'large' | 'small';
  faults: FaultRule[];
  latencies: LatencyRule[];
  journal: Journal;
  /** Writes in progress, by realm and `requestid`. */
  running: Map<string, Promise<unknown>>;
  /** API calls by realm, for the rate limits. */
  traffic: Map<string, Traffic>;
  /** Snapshots that queries read while `queriesLag` is on, by realm. */
  lagging: Map<string, Company>;
  webhooks: WebhookSender;
  /** Called after every change that must survive a restart. */
  changed(): void;
}

export function newWorld(app: App, story: World['story']): World {
  const world: World = {
    app,
    companies: {},
    grants: [],
    codes: new Map(),
    switches: { ...usualSwitches },
    freshRealms: 0,
    story,
    faults: [],
    latencies: [],
    journal: new Journal(),
    running: new Map(),
    traffic: new Map(),
    lagging: new Map(),
    webhooks: new WebhookSender(),
    changed: () => undefined,
  };
  return world;
}

/**
 * Resets to the seeded state: the story's four companies, no grants, no faults, default switches.
 */
export function resetWorld(world: World): void {
  world.switches = { ...usualSwitches };
  world.companies = Object.fromEntries(
    seedStory(now(world), world.story).map((one) => [one.id, one]),
  );
  world.grants = [];
  world.codes.clear();
  world.freshRealms = 0;
  world.faults = [];
  world.latencies = [];
  world.journal.clear();
  world.running.clear();
  world.traffic.clear();
  world.lagging.clear();
  world.webhooks.reset();
  world.changed();
}

/** Epoch milliseconds, shifted by the `clockOffsetMs` of the company or of the emulator. */
export function now(world: World, company?: Company): number {
  return Date.now() + switchesFor(world, company).clockOffsetMs;
}

export function realmOf(world: World, company: Company): Realm {
  return { company, now: now(world, company), switches: switchesFor(world, company) };
}

/** The global switches with the company's overrides. */
export function switchesFor(world: World, company: Company | undefined): Switches {
  return { ...world.switches, ...company?.switches };
}

/** A random token or code of `bytes` bytes, base64url. */
export function secret(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}
