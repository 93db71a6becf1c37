import { beforeAll, describe, expect, test, vi } from 'vitest';
import { transact } from '../../db/transact.ts';
import { mirrorInvoices } from '../../invoices/mirror/mirror.ts';
import type { SavedPreferences } from '../../preferences/contract.ts';
import { countedNumber, countIn } from '../../shared/text/counter-range.ts';
import { type DraftFixture, openDraftFixture } from '../../testing/draft-fixture.ts';
import type { RealmLike } from '../../testing/make-company.ts';
import { makeQuickbooksInvoice } from '../../testing/make-quickbooks-invoice.ts';
import { mirrorEverything } from '../../testing/mirror-everything.ts';
import { openTestDatabase } from '../../testing/open-test-database.ts';
import { writeInQuickbooks } from '../../testing/write-in-quickbooks.ts';
import type { DraftForm } from '../contract.ts';
import { nextFreeNumber, numberAfterHighest } from './next-free-number.ts';

const poNumber = (fixture: DraftFixture) => ({
  name: 'PO number',
  field: fixture.company.fields.poNumber,
});

/** Opens a company whose new invoices are numbered by this pattern. */
const openNumbered = async (like: RealmLike, pattern: string) => {
  const fixture = await openDraftFixture(like);
  await usePattern(fixture, pattern);
  return fixture;
};

const usePattern = async (fixture: DraftFixture, pattern: string) => {
  const { owner } = fixture.company;
  const shown = await fixture.call(owner, 'preferences/show');
  const { suggested } = shown.body as { suggested: SavedPreferences };
  const numberPattern = { pattern, fields: [poNumber(fixture)] };
  return fixture.call(owner, 'preferences/save', { ...suggested, numberPattern });
};

const openForm = async (fixture: DraftFixture, deal: string): Promise<DraftForm> => {
  const input = { dealId: fixture.company.deals[deal] ?? 0, draftId: null, fresh: true };
  return (await fixture.call(fixture.company.owner, 'drafts/open', input)).body as DraftForm;
};

const create = async (fixture: DraftFixture, deal?: string) => {
  const form = await fixture.form(deal);
  return (await fixture.create(form)).body;
};

const mirror = ({ dependencies, clock, company }: DraftFixture) =>
  mirrorEverything(dependencies, clock, company);

/** An invoice that somebody creates in QuickBooks. */
const numberElsewhere = async (fixture: DraftFixture, number: string) =>
  writeInQuickbooks(fixture.dependencies, fixture.company.realmId, 'Invoice', {
    DocNumber: number,
    CustomerRef: { value: (await fixture.realmContents()).customers[0]?.Id },
    Line: [
      {
        Amount: 10,
        DetailType: 'SalesItemLineDetail',
        SalesItemLineDetail: { ItemRef: { value: '6' }, TaxCodeRef: { value: 'NON' } },
      },
    ],
  });

describe.concurrent('invoices numbered by a pattern', () => {
  test('have the year and the deal, and a suffix from the second one of a deal', async () => {
    const fixture = await openNumbered('customNumbers', '{year}-{deal id}');
    const year = new Date(fixture.clock.now()).getUTCFullYear();
    const first = `${year}-${fixture.company.deals.withoutProducts}`;
    expect((await create(fixture)).invoice?.number).toBe(first);
    expect((await create(fixture)).invoice?.number).toBe(`${first}-2`);
    expect((await create(fixture)).invoice?.number).toBe(`${first}-3`);
  });

  test('count on after the highest number with this prefix, in QuickBooks and in the mirror', async () => {
    const fixture = await openNumbered('customNumbers', 'INV-{counter:4}/A');
    for (const number of ['INV-0098/A', 'INV-0007/A', 'INV-0999', 'inv-5000/A', 'INV-00999/A']) {
      await numberElsewhere(fixture, number);
    }
    const proposed = async () => (await openForm(fixture, 'withProducts')).proposedNumber;
    expect(await proposed()).toBe('INV-0099/A');
    await numberElsewhere(fixture, 'INV-9999/A');
    expect(await proposed()).toBe('INV-10000/A');
    await mirror(fixture);
    expect(await proposed()).toBe('INV-10000/A');
    const asked = vi.spyOn(fixture.dependencies.quickbooks, 'recentNumbers');
    expect(await proposed()).toBe('INV-10000/A');
    expect(asked).not.toHaveBeenCalled();
  });

  test('keep their number where QuickBooks assigns numbers by itself', async () => {
    const fixture = await openNumbered('us', '{PO number}/{counter:2}');
    const form = await openForm(fixture, 'withProducts');
    expect(form).toMatchObject({
      proposedNumber: 'PO-20418/01',
      profile: { customNumbers: false, numbersByPattern: true },
    });
    // Its customer is new, so the invoice follows the operation that creates the customer.
    expect((await create(fixture, 'withProducts')).invoice?.number).toBe('PO-20418/01');
    // QuickBooks accepts a number twice here.
    const again = await fixture.form('withProducts');
    const details = { ...again.content.details, number: 'PO-20418/01' };
    const refused = await fixture.create({ ...again, content: { ...again.content, details } });
    expect(refused.body.error).toMatchObject({
      fields: [{ path: 'details.number', problem: 'number_taken', limit: 'PO-20418/02' }],
    });
  });

  test('say which part of the pattern the deal leaves empty, and propose none', async () => {
    const fixture = await openNumbered('customNumbers', '{PO number}-{counter}');
    expect(await openForm(fixture, 'withoutProducts')).toMatchObject({
      proposedNumber: null,
      numberTrouble: { kind: 'empty', part: '{PO number}' },
      content: { details: { number: '' } },
    });
  });

  test('are not cut when they are too long', async () => {
    const fixture = await openNumbered('customNumbers', '{deal title}-{counter:4}');
    const form = await openForm(fixture, 'withProducts');
    expect(form.numberTrouble).toEqual({ kind: 'too_long', part: '{deal title}' });
    expect(form.content.details.number).toBe(`${form.deal.title}-0001`);
    const prepared = await fixture.form('withProducts');
    expect((await fixture.create(prepared)).body.error).toMatchObject({
      fields: [{ path: 'details.number', problem: 'too_long', limit: 21 }],
    });
  });

  test('get the next number when another form took it first', async () => {
    const fixture = await openNumbered('customNumbers', 'INV-{counter:4}');
    const [one, other] = [await fixture.form(), await fixture.form('withProducts')];
    expect(other.content.details.number).toBe(one.content.details.number);
    expect((await fixture.create(one)).body.invoice?.number).toBe('INV-0001');
    expect((await fixture.create(other)).body.error).toMatchObject({
      fields: [{ path: 'details.number', problem: 'number_taken', limit: 'INV-0002' }],
    });
    expect((await openForm(fixture, 'withProducts')).proposedNumber).toBe('INV-0002');
  });

  test('get the next number when QuickBooks says that an invoice has it', async () => {
    const fixture = await openNumbered('customNumbers', '{counter:4}/{year}');
    const form = await fixture.form();
    await numberElsewhere(fixture, form.content.details.number);
    const refused = await fixture.create(form);
    const year = form.content.details.number.slice(-4);
    expect(refused.body.refusal).toMatchObject({
      faultCode: '6140',
      fields: [{ path: 'details.number', problem: 'number_taken', limit: `0002/${year}` }],
    });
  });
});

describe.concurrent('the next number without a pattern', () => {
  test('comes from the mirror once it is complete, without asking QuickBooks', async () => {
    const fixture = await openDraftFixture('customNumbers');
    await numberElsewhere(fixture, 'INV-0099');
    await mirror(fixture);
    const asked = vi.spyOn(fixture.dependencies.quickbooks, 'recentNumbers');
    expect((await openForm(fixture, 'withProducts')).proposedNumber).toBe('INV-0100');
    expect(asked).not.toHaveBeenCalled();
  });

  test('skips numbers that older invoices have', async () => {
    const fixture = await openDraftFixture('customNumbers');
    for (let count = 40; count > 14; count -= 1) await numberElsewhere(fixture, `INV-00${count}`);
    await mirror(fixture);
    const form = await fixture.form();
    const details = { ...form.content.details, number: 'INV-0015' };
    const refused = await fixture.create({ ...form, content: { ...form.content, details } });
    expect(refused.body.error).toMatchObject({ fields: [{ limit: 'INV-0041' }] });
  });
});

/** Numbers below `below` that a fixed seed gives; the same in every run. */
const seeded = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
};

test('a proposed number is never used, and never longer than QuickBooks allows', async () => {
  const db = openTestDatabase();
  const next = seeded(1211);
  for (let round = 0; round < 20; round += 1) {
    const realmKey = { companyId: 1, realmId: `${round}` };
    const prefix = ['', 'INV-', 'A%_', '20'][next(4)] ?? '';
    const range = { prefix, suffix: ['', '/A', '7'][next(3)] ?? '', digits: 1 + next(4) };
    const used = Array.from({ length: 30 }, () => countedNumber(range, 1 + next(60)));
    const others = used.map((number) => [`x${number}`, `${number}x`, `${prefix}00000${number}`]);
    const invoices = [...new Set([...used, ...others.flat()])].map((number, index) =>
      makeQuickbooksInvoice({ id: `${index}`, number }),
    );
    await transact(db, (tx) => mirrorInvoices(tx, realmKey, invoices, { readAt: 1, how: 'list' }));
    const draft = { ...realmKey, draftId: null };
    const highest = Math.max(...used.map((number) => countIn(range, number) ?? 0));
    expect(await numberAfterHighest(db, draft, range)).toBe(countedNumber(range, highest + 1));
    const free = (await nextFreeNumber(db, draft, used[0] ?? '', null)) ?? '';
    expect(used).not.toContain(free);
    expect(free.length).toBeLessThanOrEqual(21);
  }
});

describe('the setting', () => {
  let fixture: DraftFixture;
  beforeAll(async () => {
    fixture = await openDraftFixture('customNumbers');
  });

  test.each(['{yaer}-{deal id}', 'INV-{year}', '{counter}-{counter}', ' '])(
    'refuses the pattern %j',
    async (pattern) => {
      expect((await usePattern(fixture, pattern)).body).toMatchObject({
        error: { fields: [{ path: 'numberPattern.pattern', problem: 'refused' }] },
      });
    },
  );

  test('lists the fields of deals that a pattern can name', async () => {
    const { body } = await fixture.call(fixture.company.owner, 'preferences/show');
    expect(body).toMatchObject({ customNumbers: true });
    expect((body as { numberFields: object[] }).numberFields).toContainEqual(poNumber(fixture));
  });

  test('shows an example for the connection owner only', async () => {
    const { owner, colleague, deals } = fixture.company;
    const numberPattern = { pattern: 'P-{PO number}-{counter:3}', fields: [poNumber(fixture)] };
    const input = { dealId: deals.withProducts ?? 0, numberPattern };
    expect((await fixture.call(owner, 'drafts/previewNumber', input)).body).toMatchObject({
      number: 'P-PO-20418-001',
      trouble: null,
    });
    expect((await fixture.call(colleague, 'drafts/previewNumber', input)).body).toMatchObject({
      error: { code: 'not_owner' },
    });
  });

  test('counts only the numbers of its own company', async () => {
    const others = await openDraftFixture('customNumbers', { test: fixture });
    await numberElsewhere(others, 'ISO-0007');
    await mirror(others);
    const numberPattern = { pattern: 'ISO-{counter:4}', fields: [] };
    const preview = async ({ company }: DraftFixture) => {
      const input = { dealId: company.deals.withProducts ?? 0, numberPattern };
      return (await fixture.call(company.owner, 'drafts/previewNumber', input)).body;
    };
    expect(await preview(others)).toMatchObject({ number: 'ISO-0008' });
    expect(await preview(fixture)).toMatchObject({ number: 'ISO-0001' });
  });
});
