import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { AppError } from '../app-error.ts';
import { transact } from '../db/transact.ts';
import { mayStillSend } from '../rate-limits/before-sending.ts';
import { type DraftFixture, openDraftFixture } from '../testing/draft-fixture.ts';
import { operations } from './tables.ts';

/** The creation of an invoice waits 30 seconds for its permit; `meanwhile` happens, and then it may be sent. */
const createLate = async (
  fixture: DraftFixture,
  meanwhile: () => Promise<unknown> = async () => null,
) => {
  const { quickbooks } = fixture.dependencies;
  const { createInvoice } = quickbooks;
  const asked: boolean[] = [];
  quickbooks.createInvoice = async (...of) => {
    fixture.clock.advance(30_000);
    await meanwhile();
    asked.push(await mayStillSend());
    if (!asked[0]) throw new AppError('quickbooks_busy');
    return createInvoice(...of);
  };
  const form = await fixture.form();
  const started = fixture.clock.now();
  const answer = await fixture.create(form);
  const [row] = await fixture.dependencies.db
    .select()
    .from(operations)
    .where(eq(operations.draftId, form.draftId));
  return { answer, asked: asked[0], row, started };
};

describe('a request that leaves later than it was noted', () => {
  it('is noted anew, because the time in which it can still run counts from there', async () => {
    const { answer, row, started } = await createLate(await openDraftFixture());
    expect(answer.body.state).toBe('created');
    expect(row).toMatchObject({ sentAt: started, lastSentAt: started + 30_000 });
  });

  it('does not leave when another worker has taken the operation over meanwhile', async () => {
    const fixture = await openDraftFixture();
    const { answer, asked } = await createLate(fixture, () =>
      transact(fixture.dependencies.db, (tx) => tx.update(operations).set({ fence: 7 })),
    );
    expect(asked).toBe(false);
    expect(answer.body.state).toBe('sending');
    expect(await fixture.made()).toEqual([]);
  });
});
