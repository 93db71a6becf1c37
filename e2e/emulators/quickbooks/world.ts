import { randomBytes } from 'node:crypto';
import type { Company, Realm } from './company/realm.ts';
import type { FaultRule, LatencyRule } from './control/fault-rules.ts';
import { Journal } from './control/journal.ts';
import { seedStory } from './seed/story-companies.ts';
import { type Switches, usualSwitches } from './switches.ts';

/** Who may ask for tokens, as the developer portal would know it. */
export interface App {
  clientId: string;
  clientSecret: string;
  /** Registered redirect URIs; null accepts any. */
  redirectUris: string[] | null;
}

/** One consent: it lives until it is revoked, its refresh token lapses, or its hard life ends. */
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

/** An authorization code, good for one exchange within five minutes. */
export interface Code {
  realmId: string | null;
  scope: string;
  redirectUri: string;
  expiresAt: number;
  usedFor: Grant | null;
}

/** What was seen of the calls to one company, rejected ones included. */
export interface Traffic {
  inFlight: number;
  /** Epoch milliseconds of the calls of the last minute. */
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

/** Everything the emulator knows. `companies`, `grants` and `switches` outlive a restart. */
export interface World {
  app: App;
  companies: Record<string, Company>;
  grants: Grant[];
  codes: Map<string, Code>;
  switches: Switches;
  freshRealms: number;
  /** How much of the story's large company there is. */
  story: 'large' | 'small';
  faults: FaultRule[];
  latencies: LatencyRule[];
  journal: Journal;
  /** Writes under way, by realm and `requestid`. */
  running: Map<string, Promise<unknown>>;
  /** Calls of the API by realm, for the rate limits. */
  traffic: Map<string, Traffic>;
  /** Books as queries show them while `queriesLag`, by realm. */
  lagging: Map<string, Company>;
  /** Called after anything that should survive a restart. */
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
    changed: () => undefined,
  };
  return world;
}

/** Back to the story: the four companies as seeded, no grants, no faults, usual switches. */
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
  world.changed();
}

/** Epoch milliseconds on the emulator's clock, or on the clock of a company that has its own. */
export function now(world: World, company?: Company): number {
  return Date.now() + switchesFor(world, company).clockOffsetMs;
}

export function realmOf(world: World, company: Company): Realm {
  return { company, now: now(world, company), switches: switchesFor(world, company) };
}

/** The switches that hold for a company: its own before the global ones. */
export function switchesFor(world: World, company: Company | undefined): Switches {
  return { ...world.switches, ...company?.switches };
}

/** A random value of `bytes` bytes for tokens and codes. */
export function secret(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}
