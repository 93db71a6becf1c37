import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Clock } from '../clock.ts';
import type { Db } from '../db/database.ts';
import type { Metrics } from '../diagnostics/observe-calls.ts';
import { meteredReadsByCause, openOperations, overdueTurns, tokenIssue } from './queries.ts';

/** Bucket limits in seconds, from a cached response to the longest time-out. */
const buckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

const seconds = (ms: number): number => Math.max(0, ms) / 1_000;

/**
 * Creates the metrics. Gauges query the database on each scrape, so all processes report the same, except for open
 * streams, which are those of this process.
 */
export const makeMetrics = ({ db, clock }: { db: Db; clock: Clock }): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });

  const calls = new Histogram({
    name: 'dealbill_vendor_call_duration_seconds',
    help: 'Calls of a vendor, repetitions and waits for rate limits included; result is ok or why not',
    labelNames: ['vendor', 'operation', 'result'],
    buckets,
    registers,
  });
  const events = new Histogram({
    name: 'dealbill_webhook_delay_seconds',
    help: 'Events of QuickBooks: delivery is from the change to its receipt, reading from there to the mirror, display until open panels get the change',
    labelNames: ['stage'],
    buckets: [...buckets, 300, 3_600, 21_600],
    registers,
  });
  new Gauge({
    name: 'dealbill_operations',
    help: 'Operations that have not ended',
    labelNames: ['state'],
    registers,
    async collect() {
      const open = await openOperations(db);
      this.reset();
      oldest.reset();
      for (const { state, count, oldestAt } of open) {
        this.set({ state }, count);
        oldest.set({ state }, seconds(clock.now() - oldestAt));
      }
    },
  });
  const oldest = new Gauge({
    name: 'dealbill_operations_oldest_age_seconds',
    help: 'Age of the oldest operation that has not ended',
    labelNames: ['state'],
    registers,
  });
  new Gauge({
    name: 'dealbill_scheduling_delay_seconds',
    help: 'For how long the background work has been due that waits longest for its turn',
    labelNames: ['job'],
    registers,
    async collect() {
      const overdue = await overdueTurns(db, clock.now());
      this.reset();
      for (const { job, dueAt } of overdue) this.set({ job }, seconds(clock.now() - dueAt));
    },
  });
  new Gauge({
    name: 'dealbill_refresh_token_age_seconds',
    help: 'Age of the oldest refresh token of a connection that works',
    labelNames: ['vendor'],
    registers,
    async collect() {
      const issued = await tokenIssue(db);
      this.reset();
      for (const { vendor, at } of issued) this.set({ vendor }, seconds(clock.now() - at));
    },
  });
  new Gauge({
    name: 'dealbill_metered_reads',
    help: 'Reads of this month (UTC) that Intuit counts, by what caused them',
    labelNames: ['cause'],
    registers,
    async collect() {
      const reads = await meteredReadsByCause(db, new Date(clock.now()).toISOString().slice(0, 7));
      this.reset();
      for (const { cause, count } of reads) this.set({ cause }, count);
    },
  });

  const streams = new Gauge({
    name: 'dealbill_live_streams',
    help: 'Open streams of this process that tell panels and lists what changed',
    registers,
  });

  return {
    observeCall: ({ seconds, ...labels }) => calls.observe(labels, seconds),
    observeEvent: ({ stage, ms }) => events.observe({ stage }, seconds(ms)),
    observeStreams: (open) => streams.set(open),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
};
