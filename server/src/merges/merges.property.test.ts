import fc from 'fast-check';
import { expect, it } from 'vitest';
import { transact } from '../db/transact.ts';
import { drafts } from '../drafts/tables.ts';
import { dealInvoices } from '../invoices/tables.ts';
import { buildTestApp } from '../testing/build-test-app.ts';
import { runDue } from '../testing/run-due.ts';
import { pipedriveRecord, recordRemoved } from './store.ts';

const dealIds = [1, 2, 3, 4, 5, 6];
const realmId = '9130000000000000001';

type Link = { dealId: number; invoice: number; how: 'created' | 'linked' };
type Merge = { from: number; into: number };

const link = fc.record({
  dealId: fc.constantFrom(...dealIds),
  invoice: fc.integer({ min: 0, max: 7 }),
  how: fc.constantFrom('created' as const, 'linked' as const),
});

/** Merges as Pipedrive performs them: a merged deal cannot be merged again. */
const mergesOf = fc
  .array(fc.tuple(fc.constantFrom(...dealIds), fc.constantFrom(...dealIds)), { maxLength: 5 })
  .map((pairs) => {
    const gone = new Set<number>();
    return pairs.flatMap(([from, into]): Merge[] => {
      if (from === into || gone.has(from) || gone.has(into)) return [];
      gone.add(from);
      return [{ from, into }];
    });
  });

const history = fc.record({
  links: fc.uniqueArray(link, {
    maxLength: 14,
    selector: ({ dealId, invoice }) => `${dealId} ${invoice}`,
  }),
  drafts: fc.array(fc.constantFrom(...dealIds), { maxLength: 6 }),
  merges: mergesOf,
  /** The order in which the merges are reported, some of them several times. */
  order: fc.array(fc.nat(), { maxLength: 12 }),
  /** Whether the job runs after each report, or once after all. */
  eager: fc.boolean(),
});

const amountOf = (invoice: number) => (invoice + 1) * 100;

const survivorOf = (merges: Merge[], dealId: number): number => {
  const merge = merges.find(({ from }) => from === dealId);
  return merge ? survivorOf(merges, merge.into) : dealId;
};

/** What each remaining deal must have: every invoice of the deals merged into it, once. */
const expected = (links: Link[], merges: Merge[]) => {
  const pairs = links.map(({ dealId, invoice }) => `${survivorOf(merges, dealId)} ${invoice}`);
  return [...new Set(pairs)].sort();
};

it('any sequence of merges keeps every link, draft and ledger amount', async () => {
  const { dependencies } = await buildTestApp();
  const { db, clock } = dependencies;
  let companyId = 0;

  await fc.assert(
    fc.asyncProperty(history, async (run) => {
      companyId += 1;
      const { links, merges } = run;
      const row = { companyId, realmId };
      await transact(db, async (tx) => {
        for (const { dealId, invoice, how } of links) {
          await tx.insert(dealInvoices).values({
            ...row,
            dealId,
            invoiceId: String(invoice),
            how,
            linkedById: 7,
            linkedAt: clock.now(),
          });
        }
        for (const [index, dealId] of run.drafts.entries()) {
          await tx.insert(drafts).values({
            ...row,
            id: `${companyId} ${index}`,
            dealId,
            userId: 7,
            state: 'editing',
            version: 1,
            content: {} as never,
            summary: { lines: 1, customerName: '', currency: 'USD', total: '1.00' },
            createdAt: clock.now(),
            updatedAt: clock.now(),
          });
        }
      });
      const reports = [
        ...run.order.flatMap((at) => merges[at % Math.max(1, merges.length)] ?? []),
        ...merges,
      ];
      for (const { from, into } of reports) {
        const record = pipedriveRecord(companyId, 'deal', from);
        const found = { ...record, mergedIntoId: String(into), foundBy: 'event' as const };
        await transact(db, (tx) => recordRemoved(tx, found, clock.now()));
        if (run.eager) await runDue(dependencies, ['merges']);
      }
      await runDue(dependencies, ['merges']);

      const linked = (await db.select().from(dealInvoices)).filter(
        (one) => one.companyId === companyId,
      );
      expect(linked.map(({ dealId, invoiceId }) => `${dealId} ${invoiceId}`).sort()).toEqual(
        expected(links, merges),
      );
      for (const dealId of dealIds) {
        const billed = linked.filter((one) => one.dealId === dealId);
        const sum = billed.reduce((total, { invoiceId }) => total + amountOf(Number(invoiceId)), 0);
        const members = links.filter((one) => survivorOf(merges, one.dealId) === dealId);
        const invoices = new Set(members.map(({ invoice }) => invoice));
        expect(sum).toBe([...invoices].reduce((total, one) => total + amountOf(one), 0));
        for (const { invoiceId, how } of billed) {
          const wasCreated = members.some(
            (one) => one.invoice === Number(invoiceId) && one.how === 'created',
          );
          expect(how).toBe(wasCreated ? 'created' : 'linked');
        }
      }
      const kept = (await db.select().from(drafts)).filter((one) => one.companyId === companyId);
      expect(kept.map(({ id, dealId }) => `${id} ${dealId}`).sort()).toEqual(
        run.drafts
          .map((dealId, index) => `${companyId} ${index} ${survivorOf(merges, dealId)}`)
          .sort(),
      );
    }),
    { numRuns: 40 },
  );
});
