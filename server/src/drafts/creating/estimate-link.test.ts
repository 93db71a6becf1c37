import { describe, expect, it } from 'vitest';
import { impatient, untilOver } from '../../testing/draft-fixture.ts';
import { openEstimateFixture } from '../../testing/estimate-fixture.ts';

type Stored = { Id: string; TotalAmt: number; LinkedTxn: object[] };

const madeBy = async ({ fixture }: Awaited<ReturnType<typeof openEstimateFixture>>) =>
  (await fixture.made()) as unknown as Stored[];

describe.concurrent('creating an invoice from an estimate', () => {
  it('links both and closes the estimate, without a read', async () => {
    const at = await openEstimateFixture();
    const { Id } = await at.make();
    await at.fixture.forgetCalls();
    const { body } = await at.fixture.create(at.linked(Id));
    expect(body.state).toBe('created');
    expect(await at.fixture.calls()).toEqual(['POST invoice']);
    const [invoice] = await madeBy(at);
    expect(invoice?.LinkedTxn).toEqual([{ TxnId: Id, TxnType: 'Estimate' }]);
    expect(await at.stored(Id)).toMatchObject({
      TxnStatus: 'Closed',
      LinkedTxn: [{ TxnId: invoice?.Id, TxnType: 'Invoice' }],
    });
  });

  it('accepts lines that differ from the estimate’s', async () => {
    const at = await openEstimateFixture();
    const { Id } = await at.make();
    const form = at.linked(Id);
    const [line] = form.content.lines;
    const lines = line ? [{ ...line, quantity: '7' }] : [];
    await at.fixture.create({ ...form, content: { ...form.content, lines } });
    expect(await madeBy(at)).toMatchObject([{ TotalAmt: 700 }]);
    expect((await at.stored(Id)).TxnStatus).toBe('Closed');
  });

  it.each([
    ['billed', '620'],
    ['closed', '620'],
  ] as const)('explains at the link that the estimate was %s meanwhile', async (how, fault) => {
    const at = await openEstimateFixture();
    const { Id } = await at.make();
    if (how === 'billed') await at.bill(Id);
    else await at.change(Id, { TxnStatus: 'Closed' });
    const before = (await madeBy(at)).length;
    const { body } = await at.fixture.create(at.linked(Id));
    expect(body).toMatchObject({
      state: 'editing',
      refusal: {
        faultCode: fault,
        fields: [{ path: 'estimate', problem: 'estimate_unlinkable' }],
      },
    });
    const { estimate: _, ...kept } = at.linked(Id).content;
    const again = { ...at.form, version: body.version, content: kept };
    expect((await at.fixture.create(again)).body.state).toBe('created');
    expect(await madeBy(at)).toHaveLength(before + 1);
  });

  it('creates nothing for an estimate that was deleted meanwhile', async () => {
    const at = await openEstimateFixture();
    const { Id } = await at.make();
    await at.remove(Id);
    const { body } = await at.fixture.create(at.linked(Id));
    expect(body).toMatchObject({ state: 'editing', refusal: { faultCode: '2500' } });
    expect(await madeBy(at)).toEqual([]);
  });

  it('rejects an expired estimate and another customer’s before anything is sent', async () => {
    const at = await openEstimateFixture();
    const { Id } = await at.make();
    await at.fixture.forgetCalls();
    const errorsOf = async (form: object) => {
      const { body } = await at.fixture.create(form);
      return (body as { error?: { fields?: object[] } }).error?.fields;
    };
    expect(await errorsOf(at.linked(Id, { expiresOn: '2024-05-01' }))).toMatchObject([
      { path: 'estimate', problem: 'estimate_expired' },
    ]);
    expect(await errorsOf(at.linked(Id, { customerId: '3' }))).toMatchObject([
      { path: 'estimate', problem: 'estimate_of_other' },
    ]);
    expect(await at.fixture.calls()).toEqual([]);
  });

  it('recognises the invoice when the response was lost', async () => {
    const at = await openEstimateFixture();
    const { Id } = await at.make();
    await at.fixture.fault({ fault: 'reset-after' });
    const form = at.linked(Id);
    expect((await at.fixture.create(form)).body.state).toBe('unknown');
    at.fixture.clock.advance(60_000);
    await at.fixture.resolve();
    expect((await at.fixture.status(form.draftId)).body.state).toBe('created');
    expect(await madeBy(at)).toHaveLength(1);
    expect((await at.stored(Id)).TxnStatus).toBe('Closed');
  });

  it('sends the link again when the request never arrived', async () => {
    const at = await openEstimateFixture('us', {}, impatient);
    const { Id } = await at.make();
    await at.fixture.fault({ fault: 'reset-before' });
    const form = at.linked(Id);
    expect((await at.fixture.create(form)).body.state).toBe('unknown');
    at.fixture.clock.advance(untilOver);
    await at.fixture.resolve();
    expect((await at.fixture.status(form.draftId)).body.state).toBe('created');
    expect((await madeBy(at))[0]?.LinkedTxn).toEqual([{ TxnId: Id, TxnType: 'Estimate' }]);
  });

  it('keeps the link in the draft', async () => {
    const at = await openEstimateFixture();
    const { Id } = await at.make();
    const form = at.linked(Id);
    const { lines, discount, details } = form.content;
    const { currency, taxMode, salesTaxCodeId } = details;
    const before = { lines, discount, currency, taxMode, salesTaxCodeId };
    const content = { ...form.content, estimate: { ...form.content.estimate, before } };
    await at.fixture.call(at.fixture.company.owner, 'drafts/save', { ...form, content });
    const { dealId, draftId } = form;
    const { body } = await at.fixture.call(at.fixture.company.owner, 'drafts/open', {
      dealId,
      draftId,
      fresh: false,
    });
    expect((body as { content: object }).content).toMatchObject({ estimate: content.estimate });
  });
});
