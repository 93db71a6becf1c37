import { beforeAll, describe, expect, test } from 'vitest';
import { holdTrial, type Trial } from './trial.ts';

/** Invoices for each of void, delete, send and edit, and customers: 60 acts. */
const each = 12;

let trial: Trial;
beforeAll(async () => {
  trial = await holdTrial({ each, deathsAwayMs: [0, 500, 0], patienceMs: 240_000 });
  console.info(trial.figures);
}, 400_000);

describe('voids, deletes, e-mails, edits and updates through faults and three deaths of the server', () => {
  test('happen once each, and the panel and the history say so', () => {
    expect(trial.is).toHaveLength(5 * each);
    expect(trial.is).toEqual(trial.meant);
  });

  test('met every kind of fault, and the deaths met somebody who was just pressing', () => {
    expect(trial.figures).toMatchObject({
      kills: 3,
      faults: {
        'reset-before': expect.any(Number),
        'reset-after': expect.any(Number),
        hang: expect.any(Number),
        late: expect.any(Number),
        slow: expect.any(Number),
        status: expect.any(Number),
      },
    });
    for (const count of ['cutOff', 'checked', 'notDone'] as const)
      expect(trial.figures[count], count).toBeGreaterThan(0);
  });
});
