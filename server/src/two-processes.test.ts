import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { companyDeletions } from './company-data/tables.ts';
import { forgetGrant } from './install/store.ts';
import { uninstall } from './install/uninstall.ts';
import type { SavedPreferences } from './preferences/contract.ts';
import { meteredReads } from './rate-limits/tables.ts';
import { type DraftFixture, openDraftFixture, untilOver } from './testing/draft-fixture.ts';
import { openListFixture } from './testing/list-fixture.ts';
import { installFor } from './testing/make-company.ts';
import { runDue } from './testing/run-due.ts';
import { secondProcess } from './testing/second-process.ts';
import { writeInQuickbooks } from './testing/write-in-quickbooks.ts';
import { forUser } from './vendor-calls/urgency.ts';

type Action = `${string}/${string}`;
type Answer = { status: number; body: unknown };

/** `200`, or the status and the error code. */
const said = async (answer: Promise<Answer>): Promise<string> => {
  const { status, body } = await answer;
  const { code = '' } = (body as { error?: { code?: string } }).error ?? {};
  return `${status} ${code}`.trim();
};

const open = async (env: Record<string, string> = {}) => {
  const first = await openDraftFixture('us', { env });
  const second = await secondProcess(first, env);
  const { owner, colleague, companyId } = first.company;
  const advance = (ms: number) => {
    first.clock.advance(ms);
    second.clock.advance(ms);
  };
  return { first, second, owner, colleague, companyId, advance };
};

const inSecond = async (
  { second, owner }: Awaited<ReturnType<typeof open>>,
  action: Action,
  input: object,
) => (await second.call(owner, action, input)) as Awaited<ReturnType<DraftFixture['create']>>;

describe('a change in one process applies at once in the other', () => {
  it('for an uninstall, although the other process knows the signed token', async () => {
    const { first, second, owner } = await open();
    expect(await said(first.call(owner, 'connection/state'))).toBe('200');
    await uninstall(second.dependencies, owner);
    expect(await said(first.call(owner, 'connection/state'))).toBe('403 not_installed');
  });

  it('for a disconnect', async () => {
    const { first, second, owner } = await open();
    const form = await first.form();
    expect(await said(second.call(owner, 'connection/disconnect'))).toBe('200');
    expect(await said(first.call(owner, 'drafts/create', form))).toBe('409 not_connected');
  });

  it('for settings, including a field that the other process has not read yet', async () => {
    const { first, second, owner } = await open();
    const { pipedrive } = first.dependencies;
    const { fields } = pipedrive;
    const taxId = first.company.fields.taxId;
    pipedrive.fields = async (...args) =>
      (await fields(...args)).filter(({ code }) => code !== taxId);
    const dealId = first.company.deals.withProducts ?? 0;
    const formIn = async () =>
      (await first.call(owner, 'drafts/open', { dealId, draftId: null, fresh: true })).body as {
        content: { customer: { taxId: string } };
      };
    const { suggested } = (await first.call(owner, 'preferences/show')).body as {
      suggested: SavedPreferences;
    };
    pipedrive.fields = fields;
    const saved = {
      ...suggested,
      mapping: { ...suggested.mapping, taxId: { of: 'organization', field: taxId } },
    };
    first.clock.advance(1_000);
    second.clock.advance(2_000);
    expect(await said(second.call(owner, 'preferences/save', saved))).toBe('200');
    expect((await formIn()).content.customer.taxId).not.toBe('');
  });
});

it('a lost permission takes effect in each process within five minutes of its last check', async () => {
  const { first, second, owner, advance } = await open();
  const form = await first.form();
  const { draftId, dealId } = form;
  expect(await said(first.call(owner, 'drafts/save', form))).toBe('200');
  await first.hideDeal(dealId);
  const status = { draftId };
  expect(await said(second.call(owner, 'drafts/status', status))).toBe('404 deal_not_found');
  expect(await said(first.call(owner, 'drafts/status', status))).toBe('200');
  advance(5 * 60_000);
  expect(await said(first.call(owner, 'drafts/status', status))).toBe('404 deal_not_found');
});

describe('a draft', () => {
  it('can be opened in one process, edited and created in the other, and shows its state in the first', async () => {
    const two = await open();
    const form = await two.first.form();
    const saved = await inSecond(two, 'drafts/save', form);
    expect(saved).toMatchObject({ status: 200, body: { version: 1 } });
    const stale = { ...form, content: { ...form.content, lines: [] } };
    const { first, owner } = two;
    expect(await said(first.call(owner, 'drafts/save', stale))).toBe('409 draft_changed');
    const created = await inSecond(two, 'drafts/create', { ...form, version: 1 });
    expect(created.body.state).toBe('created');
    expect((await first.status(form.draftId)).body.state).toBe('created');
    expect((await first.create({ ...form, version: 1 })).body).toMatchObject({ already: true });
    expect(await first.made()).toHaveLength(1);
  });

  it('becomes one invoice when both processes create it at once', async () => {
    const two = await open();
    for (const deal of ['withoutProducts', 'withProducts']) {
      const form = await two.first.form(deal);
      const before = (await two.first.made()).length;
      await Promise.all([two.first.create(form), inSecond(two, 'drafts/create', form)]);
      expect(await two.first.made()).toHaveLength(before + 1);
    }
  });
});

/** Added to QuickBooks' timestamps; the emulator's clock stays unchanged. */
const behindMs = 20 * 60_000;

describe('a new process, which does not know the clock skew of QuickBooks', () => {
  it('finds the invoice of a creation whose response another process lost', async () => {
    const { first, second, owner, advance } = await open();
    advance(behindMs);
    const form = await first.form();
    await first.fault({ fault: 'reset-after' });
    expect((await first.create(form)).body.state).toBe('unknown');
    expect(second.dependencies.quickbooks.skewMs()).toBeNull();
    advance(untilOver);
    await runDue(second.dependencies, ['quickbooks']);
    const status = await second.call(owner, 'drafts/status', { draftId: form.draftId });
    expect(status.body).toMatchObject({ state: 'created' });
    expect(await first.made()).toHaveLength(1);
  });

  it('misses no change of an invoice that another process has read', async () => {
    const first = await openListFixture();
    const { owner } = first.company;
    first.clock.advance(behindMs);
    const [invoiceId = ''] = await first.put([{ amount: 100 }]);
    expect(await first.load()).toMatchObject({ more: false, fresh: true });
    await first.pay(invoiceId);
    first.clock.advance(6 * 60_000);
    const second = await secondProcess(first);
    second.clock.advance(first.clock.now() - second.clock.now());
    await second.call(owner, 'invoice-list/load', {
      context: first.dealContext,
      period: { kind: 'all' },
    });
    expect((await first.list()).rows).toMatchObject([{ status: 'paid' }]);
  });
});

it('two processes read the same list at once and both know all of it afterwards', async () => {
  const first = await openListFixture();
  const second = await secondProcess(first);
  const { owner } = first.company;
  await first.put(Array.from({ length: 30 }, (_, n) => ({ amount: n + 1 })));
  const load = { context: first.dealContext, period: { kind: 'all' } };
  const read = await Promise.all([first.load(), second.call(owner, 'invoice-list/load', load)]);
  expect(read).toMatchObject([{ more: false }, { body: { more: false } }]);
  expect((await first.list()).rows).toHaveLength(30);
});

it('each process proposes an item that is new in QuickBooks within five minutes', async () => {
  const { first, second, owner, advance } = await open();
  const input = {
    context: { of: 'deal', id: first.company.deals.withoutProducts },
    lines: [{ text: 'Oak lectern', price: '' }],
    samePrices: true,
  };
  const proposed = async (by: typeof second) => {
    const { lines } = (await by.call(owner, 'items/similar', input)).body as {
      lines: { name: string }[][];
    };
    return (lines[0] ?? []).map(({ name }) => name);
  };
  expect(await proposed(first)).not.toContain('Oak lectern');
  await writeInQuickbooks(first.dependencies, first.company.realmId, 'Item', {
    Name: 'Oak lectern',
    Type: 'Service',
    IncomeAccountRef: { value: '79' },
  });
  expect(await proposed(second)).toContain('Oak lectern');
  expect(await proposed(first)).not.toContain('Oak lectern');
  advance(5 * 60_000);
  expect(await proposed(first)).toContain('Oak lectern');
});

it('the reads that two processes count are added up', async () => {
  const { first, second } = await open();
  const realm = first.company;
  for (const { dependencies } of [first, second, second]) {
    forUser('counted twice', () => dependencies.readMeter.count(realm));
  }
  await Promise.all([first, second].map(({ dependencies }) => dependencies.readMeter.flush()));
  const rows = await first.dependencies.db
    .select()
    .from(meteredReads)
    .where(eq(meteredReads.cause, 'counted twice'));
  expect(rows).toMatchObject([{ count: 3, realmId: realm.realmId }]);
});

it('each process limits the calls of a user on its own', async () => {
  const { first, second, owner } = await open({ RATE_LIMIT_PER_MINUTE: '5' });
  const state = (of: typeof second) => said(of.call(owner, 'connection/state'));
  for (let call = 1; call <= 5; call++) expect(await state(first)).toBe('200');
  expect(await state(first)).toBe('429 rate_limited');
  expect(await state(second)).toBe('200');
});

it('the last two users who uninstall at the same time leave one planned deletion', async () => {
  const { first, second, owner, colleague, companyId } = await open();
  const { db } = first.dependencies;
  for (let round = 0; round < 5; round++) {
    const now = first.clock.now();
    const gone = await Promise.all([
      forgetGrant(db, owner, now),
      forgetGrant(second.dependencies.db, colleague, now),
    ]);
    expect(gone).not.toContain(null);
    expect(await db.select().from(companyDeletions)).toMatchObject([{ companyId }]);
    await installFor(first.dependencies, owner);
    await installFor(first.dependencies, colleague);
    expect(await db.select().from(companyDeletions)).toEqual([]);
  }
});
