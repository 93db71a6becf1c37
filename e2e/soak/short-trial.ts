import { beforeAll, describe, expect, test } from 'vitest';
import { actionKinds } from './actions.ts';
import { everySetting, type SwitchSetting } from './switch-settings.ts';
import { holdTrial, type Trial } from './trial.ts';

const [actions, kills] = [6, 4];

type ShortTrial = {
  database: 'sqlite' | 'postgres';
  processes: number;
  invoices: number;
  /** Which half of the settings of the switches. */
  half: 0 | 1;
};

const settingsOf = ({ half }: ShortTrial): SwitchSetting[] =>
  everySetting().filter((_, index) => index % 2 === half);

const hold = (short: ShortTrial): Promise<Trial> =>
  holdTrial({
    ...short,
    settings: settingsOf(short),
    seed: 1,
    actions,
    kills,
    lanes: 6,
    atOnce: 16,
    patienceMs: 300_000,
  });

/** Defines the tests of short trials, which run at the same time: they mostly wait. */
export const describeShortTrials = (shorts: ShortTrial[]): void => {
  const held = new Map<ShortTrial, Promise<Trial>>();
  beforeAll(() => {
    for (const short of shorts) {
      const trial = hold(short);
      // Reported by the trial's own tests, which await it.
      trial.catch(() => undefined);
      held.set(short, trial);
    }
  });
  for (const short of shorts) describeTrial(short, () => held.get(short));
};

const describeTrial = (short: ShortTrial, held: () => Promise<Trial> | undefined): void => {
  describe(`invoices and every other action through faults, rejected lookups and kills, on ${short.database}`, () => {
    let trial: Trial;
    beforeAll(async () => {
      trial = (await held()) as Trial;
      console.dir(trial.figures, { depth: 4 });
    }, 600_000);

    test('take effect exactly once in QuickBooks, the panels, the audit log and the notes', () => {
      expect(trial.companies).toHaveLength(settingsOf(short).length + 1);
      for (const { name, expected, found } of trial.companies)
        expect(found, name).toEqual(expected);
      const created = trial.companies.flatMap(({ found }) =>
        found.quickbooks.filter((one) => one.startsWith('invoice ')),
      );
      expect(created).toHaveLength(trial.companies.length * short.invoices);
    });

    test('ask the user only about twins, candidates and rejected lookups', () => {
      expect(trial.figures.questions.noReason).toBe(0);
    });

    test('meet every kind of fault, and every kill meets a press', () => {
      const { figures } = trial;
      expect(figures.kills).toBe(kills);
      expect(Object.keys(figures.actions).sort()).toEqual([...actionKinds].sort());
      expect(Object.keys(figures.quickbooks.faults)).toEqual(
        expect.arrayContaining([
          'reset-before',
          'reset-after',
          'hang',
          'late',
          'slow',
          'status 500',
        ]),
      );
      expect(Object.keys(figures.pipedrive.faults)).toEqual(
        expect.arrayContaining(['reset-before', 'reset-after', 'late', 'status 500']),
      );
      for (const count of ['cutOff', 'unconfirmed', 'notDone'] as const)
        expect(figures[count], count).toBeGreaterThan(0);
      for (const count of ['repeated', 'rejectedReads'] as const)
        expect(figures.quickbooks[count], count).toBeGreaterThan(0);
    });
  });
};
