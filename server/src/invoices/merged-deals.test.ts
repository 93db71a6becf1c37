import { describe, expect, test } from 'vitest';
import { transact } from '../db/transact.ts';
import type { DraftForm } from '../drafts/contract.ts';
import { control } from '../testing/control.ts';
import { openInvoiceFixture } from '../testing/invoice-fixture.ts';
import type { DealInvoices } from './contract.ts';
import { foundDeletedAfter } from './deleted-deals.ts';
import { dealPresence } from './tables.ts';

type DraftFixture = Awaited<ReturnType<typeof openInvoiceFixture>>;

const hourMs = 3_600_000;

/** Longer than the three seconds for which a Pipedrive response counts as current. */
const beyondDealCheckMs = 5_000;

/**
 * Creates an invoice of 100.00 on deal A, and deal B of the same organization with a value of
 * 1,000.00. `at` returns the refreshed panel of a context.
 */
const arrange = async () => {
  const fixture = await openInvoiceFixture();
  const { companyId, deals } = fixture.company;
  const [dealA, dealB] = [fixture.dealId, deals.nearlyAlike ?? 0];
  const pipedrive = (path: string, body: object) =>
    control(fixture.dependencies.settings.pipedrive.oauthUrl, 'POST', path, { companyId, ...body });
  await pipedrive(`deals/${dealB}`, { org_id: 502, person_id: null, products: [], value: '1000' });
  const refreshed = async (context: object) => {
    const { body } = await fixture.call(fixture.company.owner, 'invoices/refresh', { context });
    return body as DealInvoices;
  };
  const onB = { of: 'deal', id: dealB } as const;
  return {
    fixture,
    dealA,
    dealB,
    merge: (purge = false) => pipedrive(`deals/${dealA}/merge`, { into: dealB, purge }),
    refreshed,
    onB: () => refreshed(onB),
    expireDealChecks: () => fixture.clock.advance(beyondDealCheckMs),
    /** Advances the clock beyond the life of all cached Pipedrive responses. */
    expireCaches: () => fixture.clock.advance(2 * hourMs),
  };
};

const form = async ({ fixture, dealB }: { fixture: DraftFixture; dealB: number }) => {
  const input = { dealId: dealB, draftId: null, fresh: true };
  return (await fixture.call(fixture.company.owner, 'drafts/open', input)).body as DraftForm;
};

describe.each([
  ['a deal that Pipedrive still answers as deleted', false],
  ['a deal that Pipedrive answers no longer', true],
])('merging %s', (_, purge) => {
  test('offers its invoices on the remaining deal and on its organization', async () => {
    const at = await arrange();
    expect(await at.onB()).toMatchObject({ orphans: [], ledger: { left: '1000.00' } });
    await at.merge(purge);
    at.expireDealChecks();
    const { orphans, invoices, ledger } = await at.onB();
    expect(orphans).toMatchObject([{ id: at.fixture.invoiceId, formerDealId: at.dealA }]);
    expect(invoices).toEqual([]);
    expect(ledger).toMatchObject({ rows: [], left: '1000.00', orphaned: '100.00' });
    const panel = await at.refreshed({ of: 'organization', id: 502 });
    expect(panel.orphans).toMatchObject([{ id: at.fixture.invoiceId }]);
  });

  test('includes them in the check against billing more than the deal value', async () => {
    const at = await arrange();
    await at.merge(purge);
    at.expireDealChecks();
    await at.onB();
    expect((await form(at)).room).toMatchObject({ left: '1000.00', orphaned: '100.00' });
  });
});

describe('an invoice of a deal that no longer exists', () => {
  const merged = async () => {
    const at = await arrange();
    await at.merge();
    at.expireDealChecks();
    await at.onB();
    const chosen = { dealId: at.dealB, invoiceIds: [at.fixture.invoiceId] };
    const act = (action: `${string}/${string}`) =>
      at.fixture.call(at.fixture.company.owner, action, chosen);
    return { ...at, act };
  };

  test('is not offered after it is linked to an existing deal', async () => {
    const at = await merged();
    await at.act('deal-links/link');
    const { orphans, invoices, ledger } = await at.onB();
    expect(orphans).toEqual([]);
    expect(invoices).toMatchObject([{ id: at.fixture.invoiceId }]);
    expect(ledger).toMatchObject({ left: '900.00', orphaned: '0.00' });
  });

  test('is neither offered nor counted on a deal on which it was declined', async () => {
    const at = await merged();
    await at.act('invoices/decline');
    expect(await at.onB()).toMatchObject({ orphans: [], ledger: { orphaned: '0.00' } });
    const panel = await at.refreshed({ of: 'organization', id: 502 });
    expect(panel.orphans).toHaveLength(1);
  });

  test('is not offered on deals of another customer', async () => {
    const at = await merged();
    const dealId = at.fixture.company.deals.withProducts ?? 0;
    expect(await at.refreshed({ of: 'deal', id: dealId })).toMatchObject({ orphans: [] });
  });
});

test('existing deals are checked once an hour, and their invoices are not offered', async () => {
  const at = await arrange();
  // The deal in view was just changed.
  at.expireCaches();
  await at.onB();
  const { pipedrive } = at.fixture.dependencies;
  let checks = 0;
  const { dealsListed } = pipedrive;
  pipedrive.dealsListed = (user, dealIds) => {
    checks += 1;
    return dealsListed(user, dealIds);
  };
  expect((await at.onB()).orphans).toEqual([]);
  expect(checks).toBe(0);
  at.expireCaches();
  expect((await at.onB()).orphans).toEqual([]);
  expect(checks).toBe(1);
});

test.each([
  ['exists when it is read again later', 6, false],
  ['stays deleted when the deletion was found after its last read', 4, true],
])('a deal %s', async (_, minutes, gone) => {
  const at = await arrange();
  const { companyId } = at.fixture.company;
  const checkedAt = at.fixture.clock.now() - minutes * 60_000;
  const row = { companyId, dealId: at.dealB, gone: true, checkedAt };
  await transact(at.fixture.dependencies.db, (tx) => tx.insert(dealPresence).values(row));
  await at.onB();
  const time = checkedAt - 1;
  const since = { companyId, dealId: at.dealB, time };
  expect(await foundDeletedAfter(at.fixture.dependencies.db, since)).toBe(gone);
});

test('the panel of a merged deal returns deal_not_found', async () => {
  const at = await arrange();
  await at.merge();
  at.expireCaches();
  const context = { of: 'deal', id: at.dealA };
  expect(
    await at.fixture.call(at.fixture.company.owner, 'invoices/list', { context }),
  ).toMatchObject({
    status: 404,
    body: { error: { code: 'deal_not_found' } },
  });
});
