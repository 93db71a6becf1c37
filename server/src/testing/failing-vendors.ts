import { afterAll, beforeAll } from 'vitest';
import { buildTestApp } from './build-test-app.ts';
import { control } from './control.ts';
import { type DraftFixture, openDraftFixture } from './draft-fixture.ts';
import { secretsOf } from './secrets-of.ts';
import { type RunningEmulator, startEmulator } from './start-emulator.ts';
import { testAppUrl } from './test-settings.ts';

/** Longer than a call takes on a busy machine, and shorter than `delayMs`, the delay of a fault. */
const timeoutMs = 2_000;
export const delayMs = 4_000;

/** Texts in the messages of faults; none may reach the log. */
export const faultTexts = {
  token: 'eyJhbGciOiJSUzI1NiJ9.token-in-a-fault',
  sentence: 'TotalAmt 7913.37 of Northgate Library Trust, someone@example.com',
};

/** A call as an emulator received it. */
export type Received = {
  n: number;
  path: string;
  fault: string | null;
  status: number | null;
  tid?: string;
  correlationId?: string;
};

export type Line = Record<string, unknown> & { msg: string };

const journal = async (url: string, after = 0): Promise<Received[]> => {
  const response = await control<Received[] | { calls: Received[] }>(
    url,
    'GET',
    `journal?after=${after}`,
  );
  return Array.isArray(response) ? response : response.calls;
};

/** Opens a draft fixture with its own emulators, for calls that fail by a scheduled fault. */
export const failingVendors = () => {
  const running: RunningEmulator[] = [];
  const vendors = {
    fixture: null as unknown as DraftFixture,
    url: (vendor: 'quickbooks' | 'pipedrive') =>
      running[vendor === 'quickbooks' ? 0 : 1]?.url ?? '',

    /** Runs `work`; returns its result, the calls that met a fault meanwhile, and the log lines. */
    async during(vendor: 'quickbooks' | 'pipedrive', work: () => Promise<unknown>) {
      const url = vendors.url(vendor);
      const { length } = vendors.fixture.logged;
      const last = (await journal(url)).at(-1)?.n ?? 0;
      const result = await work();
      const received = await journal(url, last);
      await control(url, 'DELETE', 'faults');
      const logged = vendors.fixture.logged.slice(length).map((line): Line => JSON.parse(line));
      return {
        result,
        struck: received.filter(({ fault }) => fault !== null),
        failed: logged.filter(({ msg }) => msg === 'vendor call failed'),
        logged,
      };
    },

    /** Personal texts, amounts and secrets that the log contains; expected to be empty. */
    async leaked(): Promise<string[]> {
      const { fixture } = vendors;
      const texts: string[] = [];
      const collect = (value: unknown): void => {
        if (typeof value === 'string') texts.push(value);
        else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
      };
      collect(await fixture.realmContents());
      const { pipedrive } = fixture.dependencies;
      const { owner, deals } = fixture.company;
      for (const dealId of Object.values(deals)) {
        const deal = await pipedrive.deal(owner, dealId);
        collect(deal);
        if (deal.organizationId) collect(await pipedrive.organization(owner, deal.organizationId));
        if (deal.personId) collect(await pipedrive.person(owner, deal.personId));
      }
      const log = fixture.logged.join('\n');
      const personal = texts.filter(
        (text) =>
          text.length > 8 && /[a-z]/.test(text) && !/^[A-Z][A-Za-z]+$|^\d{4}-\d\d-/.test(text),
      );
      const amounts = ['7913.37', '100.00'];
      const secrets = [
        ...(await secretsOf(fixture.dependencies)),
        faultTexts.token,
        'Bearer',
        'Basic ',
      ];
      return [...new Set([...personal, ...amounts, ...secrets])].filter((text) =>
        log.includes(text),
      );
    },
  };

  beforeAll(async () => {
    running.push(
      ...(await Promise.all([
        startEmulator('quickbooks', ['--small']),
        startEmulator('pipedrive', ['--app-url', testAppUrl]),
      ])),
    );
    await control(vendors.url('quickbooks'), 'POST', 'settings', {
      requestsPerSecond: null,
      requestsPerMinute: null,
      batchesPerMinute: null,
    });
    const test = await buildTestApp({
      quickbooksUrl: vendors.url('quickbooks'),
      pipedriveUrl: vendors.url('pipedrive'),
      env: {
        QUICKBOOKS_TIMEOUT_MS: String(timeoutMs),
        PIPEDRIVE_TIMEOUT_MS: String(timeoutMs),
      },
    });
    vendors.fixture = await openDraftFixture('us', { test });
  });
  afterAll(() => Promise.all(running.map((one) => one.stop())));
  return vendors;
};
