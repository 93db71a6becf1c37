import { globSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { configDefaults, defineConfig } from 'vitest/config';
import { shortenTestRun } from './e2e/shorten-test-run.ts';

shortenTestRun();

/** They measure processor time. */
const measured = [
  'server/src/http/processor-time.test.ts',
  'server/src/invoice-list/reading-turns.test.ts',
  'server/src/db/sqlite-search.test.ts',
  'server/src/shared/checks/preflight-time.test.ts',
];

/**
 * Tests that run on PostgreSQL as well: of transactions, several processes, the convergence of the
 * sync, and of most modules with SQL of their own. `pnpm test:postgres` runs all server tests there.
 */
const onPostgres = [
  'server/src/drift/drift.test.ts',
  'server/src/db/**/*.test.ts',
  'server/src/operations/**/*.test.ts',
  'server/src/scheduler/**/*.test.ts',
  'server/src/invoice-list/{totals,list}.test.ts',
  'server/src/invoices/{beside-rows,invoice-status-sql,orphans}.test.ts',
  'server/src/connection/health.test.ts',
  'server/src/company-data/planned-deletion.test.ts',
  'server/src/pipedrive-fields/party-updates.test.ts',
  'server/src/reminders/reminders.test.ts',
  'server/src/{invoice-offers/automatic,sync-settings/service}.test.ts',
  'server/src/drafts/creating/{create-from-draft,delivery}.test.ts',
  'server/src/drafts/numbering/numbering.test.ts',
  'server/src/customers/recipients.test.ts',
  'server/src/rate-limits/{realm-permits,metered-reads}.test.ts',
  'server/src/**/store.test.ts',
  'server/src/sync/{apply-changes,feed,feed-histories.property}.test.ts',
  'server/src/storage-trouble.test.ts',
  'server/src/oauth/token-*.test.ts',
  'server/src/two-processes*.test.ts',
  'server/src/keys/**/*.test.ts',
  'server/src/webhooks/{routes,webhooks-arrive}.test.ts',
  'server/src/problems/{operations,record-pages}.test.ts',
  'server/src/live/changes.test.ts',
  'server/src/initial-sync/initial-sync.test.ts',
  'server/src/names/search-names.test.ts',
  'server/src/invoices/mirror/announce-invoices.test.ts',
  'server/src/merges/**/*.test.ts',
];

/** Tests of SQLite's file. */
const onSqlite = [
  'server/src/db/sqlite*.test.ts',
  'server/src/db/server-lock.test.ts',
  'server/src/main.test.ts',
  'server/src/db/{operations,invoice-facts}-migration.test.ts',
];

/**
 * Tests that need neither an emulator nor a database; `pnpm unit` runs them and those of the web.
 */
const units = [
  'server/src/{config,event-loop}.test.ts',
  'server/src/vendor-calls/{fallback-when-unavailable,time-zone}.test.ts',
  'server/src/connection/{expiry-warning,may-take-over.property}.test.ts',
  'server/src/customers/matching/name-similarity.test.ts',
  'server/src/customers/updating/{differences,same-address}.test.ts',
  'server/src/db/{encrypted,schema-kit}.test.ts',
  'server/src/pipedrive-fields/{deal-facts,field-values,party-facts}.test.ts',
  'server/src/diagnostics/error-fields.test.ts',
  'server/src/drafts/creating/{matches-request,refusal,totals-comparison}.test.ts',
  'server/src/drafts/filling/{fill-from-deal,instalment-lines,line-tax}.test.ts',
  'server/src/http/{compression,error-handler,input-limits}.test.ts',
  'server/src/install/uninstall-notice.test.ts',
  'server/src/invoice-list/{date-ranges,period}.test.ts',
  'server/src/invoices/{may-be-taxed,possible-actions,changes/matches-request}.test.ts',
  'server/src/items/similar-items.test.ts',
  'server/src/notes/note-text.test.ts',
  'server/src/operations/backoff.test.ts',
  'server/src/pipedrive/{api-domain,deal-check,faults,limits,record-names,signed-token}.test.ts',
  'server/src/pipedrive/translate-*.test.ts',
  'server/src/preferences/{field-text,suggest-mapping}.test.ts',
  'server/src/quickbooks/{bodies,translate}/*.test.ts',
  'server/src/quickbooks/calls/{batch,call,faults,json-in-turns,plain-text,query,wire}.test.ts',
  'server/src/quickbooks/verbs/item-verbs.test.ts',
  'server/src/rate-limits/realm-queue*.test.ts',
  'server/src/scheduler/turn-capacity.test.ts',
  'server/src/shared/**/*.test.ts',
  'server/src/webhooks/read-delivery.test.ts',
  'server/src/sync/interval.test.ts',
  'e2e/{bench,checks}/*.test.ts',
  'e2e/emulators/quickbooks/seed/seed.test.ts',
  'e2e/emulators/quickbooks/{company/payment-links.property,tax/gross-is-kept}.test.ts',
];

/** Tests of the web that replace modules, which other tests in the same process have imported. */
const mocking = globSync('web/src/**/*.test.{ts,tsx}').filter((file) =>
  readFileSync(file, 'utf8').includes('vi.mock('),
);

const emulators = 'server/src/testing/emulators.ts';

export default defineConfig(({ mode }) => ({
  test: {
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Tests wait for servers more than they compute.
    maxWorkers: availableParallelism() + 1,
    // Long enough for a busy machine; what is waited for usually comes at once.
    expect: { poll: { timeout: 10_000 } },
    // `pnpm plans` prints query plans and times of a large installation; `pnpm histories` compares
    // the mirror with QuickBooks after many random histories.
    provide: {
      manyCompanies:
        mode === 'plans'
          ? { companies: 5_000, invoices: 200, figures: true }
          : { companies: 400, invoices: 50, figures: false },
      // `pnpm taxes` compares this many invoices per country.
      randomInvoices: mode === 'taxes' ? Number(process.env.INVOICES ?? 10_000) : 300,
      histories: mode === 'histories' ? Number(process.env.HISTORIES ?? 500) : 8,
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'server',
          // Importing the server takes a second per process; tests make their own state.
          isolate: false,
          restoreMocks: true,
          include: ['server/src/**/*.test.ts'],
          exclude: [...measured, ...units, 'server/src/db/{postgres,move}*.test.ts'],
          globalSetup: [emulators],
        },
      },
      {
        extends: true,
        test: {
          name: 'postgres',
          isolate: false,
          restoreMocks: true,
          // A transaction takes several round trips, and the cluster shares the processors.
          testTimeout: 60_000,
          include: mode === 'postgres' ? ['server/src/**/*.test.ts'] : onPostgres,
          exclude: [...measured, ...onSqlite],
          globalSetup: [emulators, 'server/src/testing/postgres-cluster.ts'],
          setupFiles: ['server/src/testing/drop-databases.ts'],
          // Chooses the database (`db/dialect.ts`); the tests connect to the cluster of the run.
          env: { DATABASE_URL: 'postgres:' },
        },
      },
      {
        extends: true,
        test: {
          name: 'processor time',
          include: measured,
          globalSetup: [emulators],
          // As `pnpm start` runs the server.
          execArgv: ['--max-semi-space-size=64'],
          fileParallelism: false,
          // After all others: tests that run beside it would be part of what it measures.
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'unit',
          isolate: false,
          include: units,
          exclude: [...configDefaults.exclude, ...measured],
        },
      },
      {
        extends: true,
        test: {
          name: 'web',
          isolate: false,
          include: ['web/src/**/*.test.{ts,tsx}'],
          exclude: [...configDefaults.exclude, ...mocking],
        },
      },
      { extends: true, test: { name: 'web with mocks', include: mocking } },
      {
        extends: true,
        test: {
          name: 'e2e',
          isolate: false,
          include: ['e2e/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...units],
        },
      },
    ],
  },
}));
