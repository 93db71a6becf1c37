import { expect, it } from 'vitest';
import { transact } from '../db/transact.ts';
import { operations } from '../operations/tables.ts';
import { writtenRecords } from '../pipedrive-fields/tables.ts';
import { openInvoiceFixture } from '../testing/invoice-fixture.ts';
import { type ListedRecords, problemsOf } from '../testing/problems-fixture.ts';

it('every record is on exactly one page, also when many have the same time', async () => {
  const fixture = await openInvoiceFixture();
  const { companyId, realmId, owner } = fixture.company;
  const at = fixture.clock.now();
  const many = Array.from({ length: 70 }, (_, index) => index);
  await transact(fixture.dependencies.db, async (tx) => {
    await tx.insert(operations).values(
      many.map((index) => ({
        id: `op-${index}`,
        companyId,
        realmId,
        kind: 'update_customer' as const,
        subject: 'customer' as const,
        subjectId: `${index}`,
        userId: owner.userId,
        requestId: `${index}`,
        data: {},
        state: 'done' as const,
        sentAt: at,
        lastSentAt: at - (index % 2),
      })),
    );
    await tx.insert(writtenRecords).values(
      many.map((recordId) => ({
        companyId,
        of: recordId % 2 === 0 ? ('deal' as const) : ('person' as const),
        recordId: Math.floor(recordId / 2),
        written: {},
        writtenAt: at,
      })),
    );
  });
  const ids: string[] = [];
  let cursor: ListedRecords['next'] = null;
  do {
    const page = await problemsOf(fixture, owner).records({ cursor });
    expect(page.rows.length).toBeLessThanOrEqual(50);
    ids.push(...page.rows.map(({ id }) => id));
    cursor = page.next;
  } while (cursor !== null);
  // The invoice of the fixture was created, noted and read.
  expect(ids).toHaveLength(2 * 70 + 3);
  expect(new Set(ids).size).toBe(ids.length);
});
