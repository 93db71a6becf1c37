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

/** Saves a form with this customer chosen; returns the draft's id. */
const saveWith = async (fixture: CustomerFixture, customerId: string, name: string) => {
  const { draftId, dealId, version, content } = await fixture.form();
  const choice = { kind: 'existing', id: customerId, name, currency: null };
  const customer = { ...content.customer, choice };
  const input = { draftId, dealId, version, content: { ...content, customer } };
  await fixture.ask('drafts/save', input);
  return draftId;
};

describe.concurrent('a form whose linked customer is lost in QuickBooks', () => {
  test('names the customer it was merged into as the first candidate and chooses none', async () => {
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

  test('reports it as missing and lists the person’s customer as a candidate', async () => {
    const fixture = await openCustomerFixture();
    const customerId = await fixture.addCustomer('Short Lived');
    await fixture.linkTo(customerId);
    await fixture.change('3', { of: 'person', id: 602 });
    await fixture.merge(customerId, '4');
    const { lost, candidates, content } = await open(fixture);
    expect(lost).toMatchObject({ customer: { id: customerId }, trouble: 'gone' });
    expect(candidates[0]).toMatchObject({ id: '3', reason: 'saved_link' });
    expect(content.customer.choice).toEqual({ kind: 'none' });
  });

  test('reports it as inactive', async () => {
    const fixture = await openCustomerFixture();
    await fixture.edit({ Active: false });
    const { lost, content } = await open(fixture);
    expect(lost).toMatchObject({ customer: { id: '1' }, trouble: 'inactive' });
    expect(content.customer.choice).toEqual({ kind: 'none' });
  });

  test('reports it as missing when QuickBooks cannot be read further', async () => {
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

  test('links the organization to another customer when that is invoiced', async () => {
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

describe.concurrent('a form whose customer is active', () => {
  test('reports no lost customer and makes no additional call', async () => {
    const fixture = await openCustomerFixture();
    await open(fixture);
    await fixture.forgetCalls();
    const { lost, content } = await open(fixture);
    expect(lost).toBeNull();
    expect(content.customer.choice).toMatchObject({ kind: 'existing', id: '1' });
    // Linked, same e-mail or none, same name, and two search terms of the name.
    expect((await fixture.calls()).length).toBeLessThanOrEqual(5);
  });
});

describe.concurrent('a saved draft', () => {
  test('reports that its own customer was merged meanwhile', async () => {
    const fixture = await openCustomerFixture();
    const draftId = await saveWith(fixture, '3', "O'Leary & Sons");
    await fixture.put([{ customerId: '3', number: 'A-1' }]);
    await fixture.load({ kind: 'all' }, { of: 'company' });
    await fixture.merge('3', '4');
    const { lost, candidates, content } = await open(fixture, draftId);
    expect(lost).toMatchObject({
      customer: { id: '3', name: "O'Leary & Sons" },
      trouble: 'merged',
    });
    expect(candidates[0]).toMatchObject({ id: '4', reason: 'merged' });
    // The saved content is unchanged.
    expect(content.customer.choice).toMatchObject({ kind: 'existing', id: '3' });
  });

  test('ignores a lost linked customer when another one is chosen', async () => {
    const fixture = await openCustomerFixture();
    const draftId = await saveWith(fixture, '3', "O'Leary & Sons");
    await fixture.edit({ Active: false });
    expect((await open(fixture, draftId)).lost).toBeNull();
  });
});
