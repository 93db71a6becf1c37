import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { hostOn } from '../pages/host-page.ts';

test('keeps an unfinished invoice as a draft, exactly as typed', async ({ connected }) => {
  const { form, panel } = connected;
  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  await form.field('E-mail').fill('not yet known');
  await form.line(1).field('Quantity').fill('twelve?');
  await expect(form.saved).toHaveText(/^Saved as draft/);
  await connected.closeModal();

  await expect(panel.drafts).toContainText('Draft');
  await expect(panel.drafts).toContainText('3 lines');
  await connected.openDeal('withProducts');
  await panel.drafts.getByRole('button').first().click();
  await expect(form.field('E-mail')).toHaveValue('not yet known');
  await expect(form.line(1).field('Quantity')).toHaveValue('twelve?');

  await connected.closeModal();
  await panel.newInvoice.click();
  await expect(form.frame.getByText(/You are continuing a draft/)).toBeVisible();
});

test('keeps text that is too long to save in its field, with an error, until shortened', async ({
  connected,
}) => {
  const { form, panel } = connected;
  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  const quantity = form.line(1).field('Quantity');
  await quantity.fill('1'.repeat(41));
  await expect(form.saved).toHaveText('Not saved: Line 1 · Quantity: use at most 40 characters');
  // The error shows while the field still has focus.
  await expect(form.line(1).element).toContainText('Use at most 40 characters.');
  await expect(quantity).toHaveValue('1'.repeat(41));
  await expect(quantity).toBeFocused();
  await form.frame.getByRole('button', { name: 'Cancel' }).click();
  await connected.confirm('Stay');
  await expect(quantity).toHaveValue('1'.repeat(41));
  await quantity.fill('1'.repeat(40));
  await expect(form.saved).toHaveText(/^Saved as draft/);
});

test('saves everything when closed right after the last key', async ({ connected }) => {
  const { form, panel } = connected;
  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  await form.field('E-mail').fill('just.typed@cedarfinch.example');
  await connected.closeModal();
  await expect(panel.drafts).toContainText('Draft');
  await panel.newInvoice.click();
  await expect(form.field('E-mail')).toHaveValue('just.typed@cedarfinch.example');
});

test('discards a draft only after a confirmation, and starts a new one', async ({ connected }) => {
  const { form, panel } = connected;
  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  await form.field('E-mail').fill('wrong@cedarfinch.example');
  await expect(form.saved).toHaveText(/^Saved as draft/);
  const discard = form.frame.getByRole('button', { name: 'Discard draft' });
  await discard.click();
  await connected.confirm('Keep draft');
  await expect(form.field('E-mail')).toHaveValue('wrong@cedarfinch.example');
  await discard.click();
  await connected.confirm('Discard draft');
  await expect(panel.frame.getByText('No invoices on this deal yet')).toBeVisible();
  await panel.newInvoice.click();
  await expect(form.field('E-mail')).toHaveValue('purchasing@cedarfinch.example');

  await form.field('E-mail').fill('wrong@cedarfinch.example');
  await expect(form.saved).toHaveText(/Cancel keeps it$/);
  // The panel updates while the modal is still open.
  await expect(panel.drafts).toContainText('Draft');
  await form.frame.getByRole('button', { name: 'Cancel' }).click();
  await expect(connected.snackbar).toContainText('Your draft is saved on the deal.');
  await panel.frame.getByRole('button', { name: /^Actions for the draft/ }).click();
  await panel.frame.getByRole('menuitem', { name: 'Discard draft' }).click();
  await connected.confirm('Discard draft');
  await expect(panel.frame.getByText('No invoices on this deal yet')).toBeVisible();
});

test('does not overwrite a draft saved in another window', async ({
  connected,
  context,
  world,
  company,
  noise,
}) => {
  noise.allow(/status of 409 .*drafts\/save/);
  const { form, panel } = connected;
  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  await form.field('E-mail').fill('first@cedarfinch.example');
  await expect(form.saved).toHaveText(/^Saved as draft/);

  const other = hostOn(await context.newPage(), world, company);
  await other.openDeal('withProducts');
  await other.panel.newInvoice.click();
  await other.form.field('E-mail').fill('second@cedarfinch.example');
  await expect(other.form.saved).toHaveText(/^Saved as draft/);

  await form.field('To').fill('Cedar & Finch, attn. reception');
  await expect(form.frame.getByText('This draft was changed in another window')).toBeVisible();
  await form.frame.getByRole('button', { name: 'Load the other version' }).click();
  await expect(form.field('E-mail')).toHaveValue('second@cedarfinch.example');
});

test('Escape closes the form like Cancel, and keeps the input as a draft', async ({
  connected,
}) => {
  const { page, form, panel } = connected;
  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  await form.field('E-mail').fill('typed@cedarfinch.example');
  await form.field('E-mail').press('Escape');
  await expect(page.getByRole('dialog', { name: 'Dealbill' })).toHaveCount(0);
  await expect(panel.drafts).toContainText('Draft');
  await panel.newInvoice.click();
  await expect(form.field('E-mail')).toHaveValue('typed@cedarfinch.example');
});

test('reports a draft sent from another window, and the input missing from the invoice', async ({
  connected,
  office,
  company,
  noise,
}) => {
  noise.allow(/status of 409 .*drafts\/save/);
  const { form, panel } = connected;
  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  await form.field('E-mail').fill('first@cedarfinch.example');
  await expect(form.saved).toHaveText(/^Saved as draft/);
  const number = await makeInvoice(office, company, 'withProducts');
  await form.field('E-mail').fill('second@cedarfinch.example');
  await expect(form.outcome(`Invoice ${number} is in QuickBooks`)).toBeVisible();
  await expect(form.frame.getByText('created from this draft in another window')).toBeVisible();
});
