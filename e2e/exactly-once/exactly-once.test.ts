import { beforeAll, describe, expect, test } from 'vitest';
import { everySetting } from './switch-settings.ts';
import { holdTrial, longAwayMs, type Trial } from './trial.ts';

/** Eight under each of the 24 settings, and eight through a pause longer than ids are remembered. */
const each = 8;

let trial: Trial;
beforeAll(async () => {
  trial = await holdTrial({
    each,
    lanes: 4,
    atOnce: 8,
    deathsAwayMs: [0, longAwayMs],
    patienceMs: 400_000,
  });
  console.info(trial.figures);
}, 600_000);

describe('200 invoices through faults and two deaths of the server', () => {
  test('stand in the books once each, and in the panels of their deals', () => {
    expect(trial.settings).toHaveLength(everySetting().length + 1);
    for (const { name, meant, is } of trial.settings) expect(is, name).toEqual(meant);
    expect(trial.settings.flatMap(({ is }) => is.inBooks)).toHaveLength(200);
  });

  test('are told to nobody twice', () => {
    for (const { name, doubledNotes } of trial.settings) expect(doubledNotes, name).toEqual([]);
  });

  test('never make anybody choose but where two are alike', () => {
    expect(trial.figures.choices).toBe(trial.figures.choicesOfTwins);
  });

  test('met every kind of fault, and both deaths met somebody who was just creating', () => {
    expect(trial.figures).toMatchObject({
      intents: 200,
      kills: 2,
      faults: {
        'reset-before': expect.any(Number),
        'reset-after': expect.any(Number),
        hang: expect.any(Number),
        late: expect.any(Number),
        slow: expect.any(Number),
        status: expect.any(Number),
      },
    });
    for (const count of ['cutOff', 'unknown', 'refused', 'notCreated'] as const)
      expect(trial.figures[count], count).toBeGreaterThan(0);
  });
});
