import { isDeepStrictEqual } from 'node:util';
import { holdTrial, longAwayMs } from './trial.ts';

// `pnpm soak [count]`: so many invoices under each setting, 200 unless told otherwise, which takes long.
// Exits with 1 when one is doubled or lost.
const trial = await holdTrial({
  each: Number(process.argv[2] ?? 200),
  lanes: 6,
  atOnce: 8,
  deathsAwayMs: [0, longAwayMs, 0, 0, longAwayMs],
  patienceMs: 900_000,
  onProgress: (line) => console.log(line),
});
const wrong = trial.settings.filter(
  ({ meant, is, doubledNotes }) => !isDeepStrictEqual(is, meant) || doubledNotes.length > 0,
);
for (const { name, meant, is, doubledNotes } of wrong) {
  console.log(name, { meant, is, doubledNotes });
}
console.log(trial.figures);
console.log(`${trial.settings.length - wrong.length} of ${trial.settings.length} settings exact`);
process.exitCode = wrong.length === 0 ? 0 : 1;
