import { expect, it } from 'vitest';
import { transact } from '../db/transact.ts';
import { openTestDatabase } from '../testing/open-test-database.ts';
import { ignoredFingerprints, ignoreProblem, mostIgnored } from './store.ts';
import { ignoredProblems } from './tables.ts';

const realmKey = { companyId: 1, realmId: '9' };

it('forgets the problems ignored longest ago beyond a limit, of this company only', async () => {
  const db = openTestDatabase();
  const rows = Array.from({ length: mostIgnored }, (_, index) => ({
    ...realmKey,
    problemId: `deal:${index}`,
    fingerprint: 'refused',
    ignoredById: 2,
    ignoredAt: index,
  }));
  await transact(db, async (tx) => {
    for (let from = 0; from < rows.length; from += 500)
      await tx.insert(ignoredProblems).values(rows.slice(from, from + 500));
    await tx.insert(ignoredProblems).values({ ...rows[0], companyId: 3 } as (typeof rows)[number]);
  });
  const latest = { problemId: 'deal:new', fingerprint: 'forbidden', userId: 2, at: mostIgnored };
  await ignoreProblem(db, { ...realmKey, ...latest });
  const kept = await ignoredFingerprints(db, realmKey);
  expect(kept.size).toBe(mostIgnored);
  expect(kept.get('deal:new')).toBe('forbidden');
  expect(kept.has('deal:0')).toBe(false);
  expect((await ignoredFingerprints(db, { ...realmKey, companyId: 3 })).size).toBe(1);
});
