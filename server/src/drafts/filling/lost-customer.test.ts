import { describe, expect, test } from 'vitest';
import { AppError } from '../../app-error.ts';
import { type CustomerFixture, openCustomerFixture } from '../../testing/customer-fixture.ts';
import type { DraftForm } from '../contract.ts';

const open = (fixture: CustomerFixture, draftId: string | null = null) =>
  fixture.ask<DraftForm>('drafts/open', {
    dealId: fixture.dealId,
    draftId,
    fresh: draftId === null,
  });

/** Saves a form in which this customer was chosen; the draft's id. */
const saveWith = async (fixture: CustomerFixture, id: string, name: string) => {
  const { draftId, dealId, version, content } = await fixture.form();
  const choice = { kind: 'existing', id, name, currency: null };
  const customer = { ...content.customer, choice };
  const input = { draftId, dealId, version, content: { ...content, customer } };
  await fixture.ask('drafts/save', input);
  return draftId;
};

describe.concurrent('a form whose linked customer QuickBooks no longer has', () => {
  test('says into whom it was merged, proposes that one first and chooses nobody', async () => {
    const fixture = await openCustomerFixture();
    await fixture.put([{ number: 'A-1' }]);
    await fixture.load();
    await fixture.merge('1', '4');
    const { lost, candidates, content } = await open(fixture);
    expect(lost).toEqual({
      customer: { id: '1', name: 'Customer 1' },
      trouble: 'merged',
      openUrl: expect.stringContaining('customerdetail?nameId=1&'),
    });
    expect(candidates[0]).toMatchObject({ id: '4', reason: 'merged' });
    expect(candidates.filter(({ id }) => id === '4')).toHaveLength(1);
    expect(content.customer.choice).toEqual({ kind: 'none' });
  });

  test('says that it is gone, and leaves the person’s customer to be chosen', async () => {
    const fixture = await openCustomerFixture();
    const made = await fixture.addCustomer('Short Lived');
    await fixture.linkTo(made);
    await fixture.change('3', { of: 'person', id: 602 });
    await fixture.merge(made, '4');
    const { lost, candidates, content } = await open(fixture);
    expect(lost).toMatchObject({ customer: { id: made }, trouble: 'gone' });
    expect(candidates[0]).toMatchObject({ id: '3', reason: 'saved_link' });
    expect(content.customer.choice).toEqual({ kind: 'none' });
  });

  test('says that it is inactive', async () => {
    const fixture = await openCustomerFixture();
    await fixture.edit({ Active: false });
    const { lost, content } = await open(fixture);
    expect(lost).toMatchObject({ customer: { id: '1' }, trouble: 'inactive' });
    expect(content.customer.choice).toEqual({ kind: 'none' });
  });

  test('says that it is gone when QuickBooks does not tell more', async () => {
    const fixture = await openCustomerFixture();
    await fixture.put([{ number: 'A-1' }]);
    await fixture.load();
    await fixture.merge('1', '4');
    const { quickbooks } = fixture.dependencies;
    quickbooks.invoicesById = async () => {
      throw new AppError('quickbooks_busy');
    };
    expect((await open(fixture)).lost).toMatchObject({ trouble: 'gone' });
  });

  test('links the organization anew by being invoiced for another', async () => {
    const fixture = await openCustomerFixture();
    await fixture.put([{ number: 'A-1' }]);
    await fixture.load();
    await fixture.merge('1', '4');
    const form = await fixture.form();
    expect(form.content.customer.choice).toMatchObject({ id: '4' });
    expect((await fixture.create(form)).body.state).toBe('created');
    expect((await fixture.link()).link).toMatchObject({ customer: { id: '4' }, trouble: null });
  });
});

describe.concurrent('a form whose customer is there', () => {
  test('says nothing, and asks QuickBooks no more than it did', async () => {
    const fixture = await openCustomerFixture();
    await open(fixture);
    await fixture.forgetCalls();
    const { lost, content } = await open(fixture);
    expect(lost).toBeNull();
    expect(content.customer.choice).toMatchObject({ kind: 'existing', id: '1' });
    // Linked, same e-mail or none, same name, and two pieces of the name.
    expect((await fixture.calls()).length).toBeLessThanOrEqual(5);
  });
});

describe.concurrent('a saved draft', () => {
  test('whose own customer was merged meanwhile says so', async () => {
    const fixture = await openCustomerFixture();
    const draftId = await saveWith(fixture, '3', "O'Leary & Sons");
    await fixture.put([{ customer: '3', number: 'A-1' }]);
    await fixture.load({ kind: 'all' }, { of: 'company' });
    await fixture.merge('3', '4');
    const { lost, candidates, content } = await open(fixture, draftId);
    expect(lost).toMatchObject({
      customer: { id: '3', name: "O'Leary & Sons" },
      trouble: 'merged',
    });
    expect(candidates[0]).toMatchObject({ id: '4', reason: 'merged' });
    // What was typed stays as it was.
    expect(content.customer.choice).toMatchObject({ kind: 'existing', id: '3' });
  });

  test('for another customer than the linked one is not bothered by what became of that', async () => {
    const fixture = await openCustomerFixture();
    const draftId = await saveWith(fixture, '3', "O'Leary & Sons");
    await fixture.edit({ Active: false });
    expect((await open(fixture, draftId)).lost).toBeNull();
  });
});
