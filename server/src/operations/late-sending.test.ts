import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { AppError } from '../app-error.ts';
import { transact } from '../db/transact.ts';
import { type DraftFixture, openDraftFixture } from '../testing/draft-fixture.ts';
import { mayStillSend } from '../vendor-calls/before-sending.ts';
import { operations } from './tables.ts';

/**
 * Creates an invoice whose request waits 30 seconds for its permit; `meanwhile` runs during the
 * wait.
 */
const createLate = async (
  fixture: DraftFixture,
  meanwhile: () => Promise<unknown> = async () => null,
) => {
  const { quickbooks } = fixture.dependencies;
  const { createInvoice } = quickbooks;
  const allowed: boolean[] = [];
  quickbooks.createInvoice = async (...args) => {
    fixture.clock.advance(30_000);
    await meanwhile();
    allowed.push(await mayStillSend());
    if (!allowed[0]) throw new AppError('quickbooks_busy');
    return createInvoice(...args);
  };
  const form = await fixture.form();
  const started = fixture.clock.now();
  const answer = await fixture.create(form);
  const [row] = await fixture.dependencies.db
    .select()
    .from(operations)
    .where(eq(operations.draftId, form.draftId));
  return { answer, asked: allowed[0], row, started };
};

describe('a request that waits for its permit', () => {
  it('is stored as sent again, because its time-out counts from there', async () => {
    const { answer, row, started } = await createLate(await openDraftFixture());
    expect(answer.body.state).toBe('created');
    expect(row).toMatchObject({ sentAt: started, lastSentAt: started + 30_000 });
  });

  it('is not sent when another worker has taken over the operation meanwhile', async () => {
    const fixture = await openDraftFixture();
    const { answer, asked } = await createLate(fixture, () =>
      transact(fixture.dependencies.db, (tx) => tx.update(operations).set({ fence: 7 })),
    );
    expect(asked).toBe(false);
    expect(answer.body.state).toBe('sending');
    expect(await fixture.made()).toEqual([]);
  });
});
