import { beforeEach, describe, expect, it } from 'vitest';
import { noteEvents, type SavedPreferences } from '../../preferences/contract.ts';
import { control } from '../../testing/control.ts';
import { type FeedFixture, openFeedFixture } from '../../testing/feed-fixture.ts';
import { resolveDue } from '../../testing/run-due.ts';

let fixture: FeedFixture;
beforeEach(async () => {
  fixture = await openFeedFixture();
  await deliver();
});

const deliver = () => resolveDue(fixture.dependencies, ['deal_note']);

/** First lines of the notes on the deal, the oldest first. */
const notes = async (dealId = fixture.dealId): Promise<string[]> => {
  await deliver();
  const { dependencies, company } = fixture;
  const { notes: all } = await control<{ notes: { id: number; content: string }[] }>(
    dependencies.settings.pipedrive.oauthUrl,
    'GET',
    `notes?dealId=${dealId}&companyId=${company.companyId}`,
  );
  const { number } = (await fixture.row()) ?? {};
  return all
    .toSorted((one, other) => one.id - other.id)
    .map(({ content }) => content.replace(/^<p>(.*?)<\/p>.*/s, '$1').replace(`${number}`, 'N'))
    .map((text) => text.replace(/ for .*? (created|sent|partly|paid|voided|deleted)/, ' for C $1'));
};

const later = async () => (await notes()).slice(1);

const save = async (differs: Partial<SavedPreferences>) => {
  const { call, company } = fixture;
  const { body } = await call(company.owner, 'preferences/show');
  const { suggested } = body as { suggested: SavedPreferences };
  await call(company.owner, 'preferences/save', { ...suggested, ...differs });
};

describe('a note about a payment', () => {
  it('is written once, when the feed reports it and everything is read again', async () => {
    await fixture.pay(40);
    await fixture.interval();
    expect(await notes()).toEqual(['Invoice N created', 'Invoice N partly paid']);
    await fixture.refresh();
    await fixture.interval();
    await fixture.changeInQuickbooks({ PrivateNote: 'Call them' });
    await fixture.interval();
    expect(await later()).toEqual(['Invoice N partly paid']);
    await fixture.pay();
    await fixture.refresh();
    await fixture.interval();
    expect(await later()).toEqual(['Invoice N partly paid', 'Invoice N paid']);
  });

  it('says what was paid and what is due when the company wants amounts', async () => {
    await save({ notes: 'amount' });
    await fixture.pay(40);
    await fixture.refresh();
    await fixture.pay();
    await fixture.refresh();
    expect(await later()).toEqual([
      'Invoice N for C partly paid: $40.00 paid now, $60.00 due',
      'Invoice N for C paid: $60.00 paid now, total $100.00',
    ]);
  });

  it('is one for several payments that arrive together', async () => {
    await fixture.pay(10);
    await fixture.pay(20);
    await fixture.interval();
    expect(await later()).toEqual(['Invoice N partly paid']);
  });

  it('is written once by two reads at the same time', async () => {
    await fixture.pay(40);
    await Promise.all([fixture.refresh(), fixture.refresh(), fixture.interval()]);
    expect(await later()).toEqual(['Invoice N partly paid']);
  });

  it('is not written for payments from before the invoice was linked', async () => {
    fixture = await openFeedFixture('uk');
    const [invoiceId = ''] = await fixture.accountant.bill([
      { customerId: '1', currency: 'GBP', due: '2020-01-01' },
    ]);
    await fixture.payIn(invoiceId, '30.00');
    await fixture.link([invoiceId]);
    await fixture.interval();
    await fixture.refresh();
    expect(await later()).toEqual([]);
    await fixture.payIn(invoiceId, '30.00');
    await fixture.interval();
    expect(await later()).toEqual([expect.stringMatching(/ partly paid$/)]);
  });

  it('is not written again for a payment that is taken off and applied again', async () => {
    const other = (await fixture.create(await fixture.form())).body.invoice?.id ?? '';
    await fixture.pay(100);
    await fixture.interval();
    for (let time = 0; time < 2; time += 1) {
      await fixture.accountant.reapply(fixture.invoiceId, [other]);
      await fixture.interval();
      expect((await fixture.row())?.balance).toBe('100.00');
      await fixture.accountant.reapply(other, [fixture.invoiceId]);
      await fixture.interval();
      expect((await fixture.row())?.balance).toBe('0.00');
    }
    // One for each invoice that the payment has paid.
    const paid = (await later()).filter((text) => text.endsWith(' paid'));
    expect(paid).toEqual(['Invoice N paid', expect.stringMatching(/^Invoice \d+ paid$/)]);
  });

  it('is written on each deal of the invoice, and not on a deal without it', async () => {
    const other = fixture.company.deals.withProducts ?? 0;
    const links = { dealId: other, invoiceIds: [fixture.invoiceId] };
    await fixture.call(fixture.company.owner, 'deal-links/link', links);
    await fixture.pay(40);
    await fixture.interval();
    expect(await later()).toEqual(['Invoice N partly paid']);
    expect(await notes(other)).toEqual(['Invoice N partly paid']);
    const others = Object.values(fixture.company.deals);
    const none = others.find((id) => id !== other && id !== fixture.dealId) ?? 0;
    expect(await notes(none)).toEqual([]);
  });
});

describe('a note about another change in QuickBooks', () => {
  it('is written when the accountant voids and when somebody deletes the invoice', async () => {
    await save({ notes: 'amount' });
    await fixture.voidInQuickbooks();
    await fixture.interval();
    await fixture.refresh();
    expect(await later()).toEqual(['Invoice N for C voided: $100.00']);
    await fixture.deleteInQuickbooks(fixture.invoiceId);
    await fixture.interval();
    await fixture.refresh();
    expect(await later()).toHaveLength(2);
  });

  it.each([
    ['void', 'voided'],
    ['delete', 'deleted'],
    ['send', 'sent'],
  ] as const)('is written once for %s in Dealbill', async (action, said) => {
    expect((await fixture.act(action)).status).toBe(200);
    await fixture.interval();
    await fixture.refresh();
    expect(await later()).toEqual([`Invoice N ${said}`]);
  });

  it('is written for each e-mail', async () => {
    await fixture.act('send');
    await fixture.switches({ clockOffsetMs: 60_000 });
    await fixture.act('send');
    await fixture.interval();
    expect(await later()).toEqual(['Invoice N sent', 'Invoice N sent']);
  });
});

describe('a kind of note that is switched off', () => {
  it('is not written, and not later either', async () => {
    await save({ noteEvents: noteEvents.filter((event) => event !== 'partly_paid') });
    await fixture.pay(40);
    await fixture.interval();
    expect(await later()).toEqual([]);
    await save({ noteEvents: [...noteEvents] });
    await fixture.refresh();
    await fixture.interval();
    expect(await later()).toEqual([]);
    await fixture.pay();
    await fixture.interval();
    expect(await later()).toEqual(['Invoice N paid']);
  });

  it.each(['created', 'voided', 'deleted'] as const)('can be %s', async (off) => {
    await save({ noteEvents: noteEvents.filter((event) => event !== off) });
    const before = await notes();
    if (off === 'created') await fixture.create(await fixture.form());
    else await fixture.act(off === 'voided' ? 'void' : 'delete');
    expect(await notes()).toEqual(before);
  });

  it('is about a payment with preferences that an older version saved', async () => {
    const { body } = await fixture.call(fixture.company.owner, 'preferences/show');
    const { noteEvents: _, ...suggested } = (body as { suggested: SavedPreferences }).suggested;
    await fixture.call(fixture.company.owner, 'preferences/save', suggested);
    await fixture.pay(40);
    await fixture.interval();
    await fixture.act('void');
    expect(await later()).toEqual(['Invoice N voided']);
  });

  it('is every kind while the company wants no notes', async () => {
    await save({ notes: 'none' });
    await fixture.pay(40);
    await fixture.act('send');
    await fixture.interval();
    expect(await later()).toEqual([]);
  });
});
