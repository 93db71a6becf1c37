import { beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../app-error.ts';
import { fixedClock } from '../testing/fixed-clock.ts';
import type { FieldOwner } from './gateway.ts';
import { makeRecordNames } from './record-names.ts';

const user = { companyId: 1, userId: 2 };
const clock = fixedClock();

let calls: string[];
let isAvailable: boolean;
beforeEach(() => {
  calls = [];
  isAvailable = true;
});

const answer = <T>(call: string, value: T): T => {
  calls.push(call);
  if (!isAvailable) throw new AppError('pipedrive_unavailable');
  return value;
};

/** Pipedrive with records 1 to 9; no list shows the archived record 9. */
const recordNames = () =>
  makeRecordNames(
    {
      namesListed: async (_user, of, ids) =>
        answer(
          `list ${of}`,
          ids.filter((id) => id < 9).map((id) => ({ id, name: `${of} no. ${id}` })),
        ),
      nameOf: async (_user, of, id) =>
        answer(`read ${of} ${id}`, id <= 9 ? `${of} no. ${id}` : null),
    },
    clock,
  );

const refs = (of: FieldOwner, ...ids: number[]) => ids.map((id) => ({ of, id }));

describe('names of records', () => {
  it('are read one by one while they are few, and then known for five minutes', async () => {
    const names = recordNames();
    const wanted = [...refs('deal', 1, 1), ...refs('person', 2, 10)];
    const nameOf = await names(user, wanted);
    expect(wanted.map(nameOf)).toEqual(['deal no. 1', 'deal no. 1', 'person no. 2', '']);
    expect(calls).toEqual(['read deal 1', 'read person 2', 'read person 10']);
    await names(user, wanted);
    expect(calls).toHaveLength(3);
  });

  it('are listed while they are many; those that no list shows are read', async () => {
    const nameOf = await recordNames()(user, refs('organization', 1, 2, 3, 4, 5, 9));
    expect(nameOf({ of: 'organization', id: 9 })).toBe('organization no. 9');
    expect(calls).toEqual(['list organization', 'read organization 9']);
  });

  it('are empty while Pipedrive is unavailable, and read again afterwards', async () => {
    const names = recordNames();
    isAvailable = false;
    expect((await names(user, refs('deal', 1)))({ of: 'deal', id: 1 })).toBe('');
    isAvailable = true;
    expect((await names(user, refs('deal', 1)))({ of: 'deal', id: 1 })).toBe('deal no. 1');
  });
});
