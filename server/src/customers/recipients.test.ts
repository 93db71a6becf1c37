import { describe, expect, test } from 'vitest';
import type { DraftForm } from '../drafts/contract.ts';
import { openDraftFixture } from '../testing/draft-fixture.ts';
import { openInvoiceFixture } from '../testing/invoice-fixture.ts';
import { makeConnectedCompany } from '../testing/make-company.ts';

type Fixture = Awaited<ReturnType<typeof openDraftFixture>>;

const typed = {
  email: 'accounts@larch.example, office@larch.example',
  emailFrom: 'user' as const,
  cc: 'boss@larch.example',
  bcc: 'archive@larch.example',
  copiesFrom: 'user' as const,
};

const remembered = { to: typed.email, cc: typed.cc, bcc: typed.bcc };

/** A new form of the deal as it opens. */
const openForm = async (fixture: Fixture, dealId: number) => {
  const { owner } = fixture.company;
  const opened = await fixture.call(owner, 'drafts/open', { dealId, draftId: null, fresh: true });
  return opened.body as DraftForm;
};

/** Creates an invoice for the linked customer with these recipients. */
const createFor = async (fixture: Fixture, customer: object, differs: object = {}) => {
  const form = await fixture.form();
  const content = { ...form.content, customer: { ...form.content.customer, ...customer } };
  const { body } = await fixture.create({ ...form, content, ...differs });
  expect(body.state).toBe('created');
  return { dealId: form.dealId, customerId: body.invoice?.customerId ?? '' };
};

describe.concurrent('the recipients of an invoice', () => {
  test('are filled into the next form of the customer', async () => {
    const fixture = await openDraftFixture();
    const { dealId } = await createFor(fixture, typed);
    const { content, usualRecipients } = await openForm(fixture, dealId);
    expect(content.customer).toMatchObject({
      email: typed.email,
      emailFrom: 'remembered',
      cc: typed.cc,
      bcc: typed.bcc,
      copiesFrom: 'remembered',
    });
    expect(usualRecipients.to).not.toBe(typed.email);
  });

  test('follow the deal while its address was not changed', async () => {
    const fixture = await openDraftFixture();
    const { dealId } = await createFor(fixture, { cc: typed.cc, copiesFrom: 'user' });
    const { content, usualRecipients } = await openForm(fixture, dealId);
    expect(content.customer).toMatchObject({
      email: usualRecipients.to,
      emailFrom: 'deal',
      cc: typed.cc,
    });
  });

  test('are the default copies of QuickBooks for a new customer', async () => {
    const fixture = await openDraftFixture();
    const preferences = {
      salesEmailCc: 'copies@larch.example',
      salesEmailBcc: 'all@larch.example',
    };
    await fixture.switches({ preferences });
    fixture.clock.advance(2 * 3_600_000);
    const { content, profile } = await openForm(fixture, fixture.company.deals.onlyAPerson ?? 0);
    expect(content.customer).toMatchObject({
      cc: 'copies@larch.example',
      bcc: 'all@larch.example',
      copiesFrom: 'company',
    });
    expect(profile.salesForms).toMatchObject({ cc: 'copies@larch.example', appliesCredit: false });
  });

  test('are remembered after an invoice was sent from the panel', async () => {
    const fixture = await openInvoiceFixture();
    await fixture.act('send', { to: 'new@larch.example', cc: '', bcc: 'archive@larch.example' });
    expect(await fixture.mails()).toMatchObject([
      { to: 'new@larch.example', bcc: 'archive@larch.example' },
    ]);
    expect((await fixture.show()).remembered).toEqual({
      to: 'new@larch.example',
      cc: '',
      bcc: 'archive@larch.example',
    });
    expect((await fixture.inQuickbooks())?.BillEmailBcc?.Address).toBe('archive@larch.example');
  });

  test('keep the stored Bcc when an older page sends the invoice', async () => {
    const fixture = await openInvoiceFixture();
    await fixture.changeInQuickbooks({ BillEmailBcc: { Address: 'archive@larch.example' } });
    await fixture.act('send');
    expect(await fixture.mails()).toMatchObject([{ bcc: 'archive@larch.example' }]);
  });

  test('stay with a draft', async () => {
    const fixture = await openDraftFixture();
    const form = await fixture.form();
    const content = { ...form.content, customer: { ...form.content.customer, ...typed } };
    const { owner } = fixture.company;
    await fixture.call(owner, 'drafts/save', { ...form, content });
    const { dealId, draftId } = form;
    const opened = await fixture.call(owner, 'drafts/open', { dealId, draftId, fresh: false });
    expect((opened.body as DraftForm).content.customer).toMatchObject(typed);
  });
});

describe.concurrent('remembered recipients', () => {
  test('are read for another customer of the form', async () => {
    const fixture = await openDraftFixture();
    const { dealId, customerId } = await createFor(fixture, typed);
    const context = { of: 'deal', id: dealId };
    const { owner } = fixture.company;
    const ask = { context, customerId };
    expect((await fixture.call(owner, 'customers/recipients', ask)).body).toEqual({
      recipients: remembered,
    });
    const another = { context, customerId: '99' };
    expect((await fixture.call(owner, 'customers/recipients', another)).body).toEqual({
      recipients: null,
    });
  });

  test('belong to one company', async () => {
    const fixture = await openDraftFixture();
    const { dealId, customerId } = await createFor(fixture, typed);
    const other = await makeConnectedCompany(fixture.dependencies);
    const ask = { context: { of: 'deal', id: dealId }, customerId };
    expect((await fixture.call(other.owner, 'customers/recipients', ask)).body).toEqual({
      recipients: null,
    });
    const { colleague } = fixture.company;
    expect((await fixture.call(colleague, 'customers/recipients', ask)).status).toBe(403);
  });
});
