import pg from 'pg';
import { expect, inject, it, vi } from 'vitest';
import { figuresOf, fillStatements, longestReads, takingTurns } from '../testing/many-companies.ts';
import { emptyPostgres } from '../testing/open-test-database.ts';
import type { Db } from './database.ts';
import { openPostgres } from './postgres.ts';

const now = Date.now();

const fill = async (client: pg.Client): Promise<void> => {
  for (const statement of fillStatements(inject('manyCompanies'), now)) {
    await client.query(statement);
  }
  await client.query('vacuum analyze');
};

/** A node of a query plan of PostgreSQL. */
type Step = {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  'Actual Rows'?: number;
  'Rows Removed by Filter'?: number;
  'Shared Hit Blocks'?: number;
  'Shared Read Blocks'?: number;
  Plans?: Step[];
};

type Explained = { Plan: Step; 'Execution Time'?: number };

const stepsOf = (step: Step): Step[] => [step, ...(step.Plans ?? []).flatMap(stepsOf)];

type Statement = { text: string; kept: boolean; values: unknown[] };

/** Returns the statements on tables that `read` runs. */
const statementsOf = async (db: Db, read: (db: Db) => Promise<unknown>): Promise<Statement[]> => {
  const query = vi.spyOn(pg.Client.prototype, 'query');
  await read(db);
  const calls = query.mock.calls as unknown as [pg.QueryConfig, unknown[]][];
  query.mockRestore();
  return calls
    .filter(([{ text }]) => / (from|update) "/.test(` ${text}`))
    .map(([{ text, name }, values]) => ({ text, kept: name !== undefined, values }));
};

/** Runs the statement and rolls it back. */
const planOf = async (client: pg.Client, { text, values }: Statement): Promise<Explained> => {
  await client.query('begin');
  const { rows } = await client.query(`explain (analyze, buffers, format json) ${text}`, values);
  await client.query('rollback');
  return rows[0]['QUERY PLAN'][0];
};

/** Returns the generic plan, which PostgreSQL may choose for a prepared statement. */
const genericPlanOf = async (client: pg.Client, { text }: Statement): Promise<Explained> => {
  const { rows } = await client.query(`explain (generic_plan, format json) ${text}`);
  return rows[0]['QUERY PLAN'][0];
};

/** Whether a node reads a whole table or index, or rows of several companies. */
const isScan = (step: Step): boolean => {
  const { 'Node Type': type, 'Index Name': index, 'Index Cond': condition = '' } = step;
  if (type === 'Seq Scan') return true;
  if (index === undefined) return false;
  // Turns are leased across all companies.
  if (index === 'due_turns') return condition === '';
  return !/\((company_id|draft_id|id) = /.test(condition);
};

const sortsIn = (plan: Explained | undefined): string[] =>
  stepsOf(plan?.Plan ?? { 'Node Type': 'Sort' })
    .map((step) => step['Node Type'])
    .filter((type) => type === 'Sort');

const lineOf = (step: Step): string =>
  [step['Node Type'], step['Relation Name'], step['Index Name'], step['Index Cond']].join(' ');

const pagesOf = ({ Plan: plan, 'Execution Time': ms }: Explained): string =>
  `  ${ms} ms, ${plan['Shared Hit Blocks']} pages cached, ${plan['Shared Read Blocks']} read`;

it('scans no table of all companies in a statement of panel, lists, search or scheduler', async () => {
  const url = await emptyPostgres();
  const db = await openPostgres(url);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await fill(client);
  for (const [name, read] of Object.entries(longestReads(now))) {
    const statements = await statementsOf(db, read);
    expect(statements.length, name).toBeGreaterThan(0);
    const plans: Explained[] = [];
    for (const statement of statements) {
      plans.push(await planOf(client, statement));
      if (statement.kept) plans.push(await genericPlanOf(client, statement));
    }
    const steps = plans.flatMap(({ Plan }) => stepsOf(Plan));
    expect(steps.filter(isScan).map(lineOf), name).toEqual([]);
    if (name === takingTurns) expect(sortsIn(plans[0])).toEqual([]);
    if (inject('manyCompanies').figures) {
      const lines = plans.flatMap((plan) => [pagesOf(plan), ...stepsOf(plan.Plan).map(lineOf)]);
      console.log([`${name}: ${await figuresOf(() => read(db))}`, ...lines].join('\n  '));
    }
  }
  await client.end();
  await db.close();
}, 900_000);
