import { inDays } from '../arrange/days.ts';
import { expect, test } from '../fixtures.ts';

test('calculates what is typed into a number, and adds and copies lines by keyboard', async ({
  connected,
}) => {
  const { page, form, panel } = connected;
  await connected.openDeal('withoutProducts');
  await panel.newInvoice.click();
  const first = form.line(1);
  await first.field('Price').fill('3*120');
  await expect(form.totals).toContainText('360.00');
  await first.field('Price').blur();
  await expect(first.field('Price')).toHaveValue('360.00');
  await first.field('Quantity').fill('1/3');
  await first.field('Quantity').blur();
  await expect(first.field('Quantity')).toHaveValue('0.3333333');
  await expect(form.totals).toContainText('120.00');
  await first.field('Quantity').fill('3*');
  await first.field('Quantity').blur();
  await expect(first.field('Quantity')).toHaveAccessibleDescription(/number/);
  await first.field('Quantity').fill('1');

  await first.field('Quantity').press('Control+d');
  await expect(form.lines).toHaveCount(2);
  const second = form.line(2);
  await expect(second.field('Quantity')).toBeFocused();
  await expect(second.field('Description')).toHaveValue('Meeting room acoustics');
  await expect(form.totals).toContainText('720.00');

  await second.element.getByLabel('Discount in').press('Tab');
  await expect(form.lines).toHaveCount(3);
  await expect(form.line(3).field('Product or service')).toBeFocused();
  await form.line(3).field('Description').press('Enter');
  await form.line(3).field('Quantity').press('Enter');
  await expect(form.lines).toHaveCount(3);
  await form.line(3).element.getByLabel('Discount in').press('Tab');
  await expect(form.lines).toHaveCount(2);
  await page.keyboard.press('Enter');
  await expect(form.lines).toHaveCount(3);
});

test('sets dates with t for today and +7 for a week later', async ({ connected }) => {
  const { form, panel } = connected;
  await connected.openDeal('withProducts');
  await panel.newInvoice.click();
  const [issued, due] = [form.field('Invoice date'), form.field('Due date')];
  await issued.pressSequentially('+10');
  await expect(issued).toHaveValue(inDays(10));
  await due.pressSequentially('+7');
  await expect(due).toHaveValue(inDays(17));
  await due.pressSequentially('+1');
  await expect(due).toHaveValue(inDays(11));
  await issued.press('t');
  await expect(issued).toHaveValue(inDays(0));
  await expect(due).toHaveValue(inDays(11));
});
