import { isDeepStrictEqual, parseArgs } from 'node:util';
import { everySetting } from './switch-settings.ts';
import { holdTrial } from './trial.ts';

// `pnpm soak [--database sqlite|postgres] [--processes N] [--invoices N] [--actions N] [--kills N]
// [--seed N]`: invoices and actions per trial company (25), by default 5,000 and 2,000 in all.
// Exits with 1 when an effect is missing or doubled.
const { values } = parseArgs({
  args: process.argv.slice(2).filter((one) => one !== '--'),
  options: {
    invoices: { type: 'string', default: '200' },
    actions: { type: 'string', default: '80' },
    /** By default 32, and 50 on PostgreSQL. */
    kills: { type: 'string' },
    database: { type: 'string', default: 'sqlite' },
    processes: { type: 'string', default: '1' },
    /** Time-out of an intent in seconds. */
    patience: { type: 'string', default: '600' },
    seed: { type: 'string', default: '1' },
  },
});
const { database } = values;
if (database !== 'sqlite' && database !== 'postgres') {
  throw new Error('--database is sqlite or postgres');
}
const processes = Number(values.processes);
if (!Number.isInteger(processes) || processes < 1) throw new Error('--processes is 1 or more');
const kills = Number(values.kills ?? (database === 'postgres' ? 50 : 32));
const trial = await holdTrial({
  database,
  processes,
  settings: everySetting(),
  seed: Number(values.seed),
  invoices: Number(values.invoices),
  actions: Number(values.actions),
  kills,
  lanes: 6,
  atOnce: 16,
  patienceMs: Number(values.patience) * 1_000,
  onProgress: (line) => console.log(line),
});

/** Missing and surplus entries of a list; other values unchanged. */
const difference = (expected: unknown, found: unknown) => {
  if (!Array.isArray(expected) || !Array.isArray(found)) return { expected, found };
  return { missing: without(expected, found), unexpected: without(found, expected) };
};

/** Removes one occurrence of each of `others` from `list`. */
const without = (list: string[], others: string[]): string[] => {
  const left = [...list];
  for (const one of others) {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
  }
  return left;
};
const wrong = trial.companies.filter(({ expected, found }) => !isDeepStrictEqual(found, expected));
for (const { name, expected, found } of wrong) {
  for (const key of Object.keys(expected) as (keyof typeof expected)[]) {
    if (!isDeepStrictEqual(found[key], expected[key]))
      console.log(name, key, difference(expected[key], found[key]));
  }
}
console.dir({ ...trial.figures, killedOn: trial.killedOn }, { depth: 4 });
console.log(
  `${trial.companies.length - wrong.length} of ${trial.companies.length} trial companies exact`,
);
const killed = trial.figures.kills === kills;
if (!killed) console.log(`only ${trial.figures.kills} of ${kills} kills met a press`);
process.exitCode = wrong.length === 0 && killed ? 0 : 1;
