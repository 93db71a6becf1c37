import { expect, test } from 'vitest';
import { organizations, products, realms } from '../../story.ts';
import { dateIn } from '../company/moment.ts';
import { isVoided } from '../company/void-invoice.ts';
import { seedStory } from './story-companies.ts';

// The seed is pure, so these tests need no server.
const now = Date.parse('2026-11-21T18:00:00Z');
const companies = seedStory(now, 'large');
const byId = Object.fromEntries(companies.map((company) => [company.id, company]));

test('creates 2,000 customers, 800 items and 3,000 invoices in the large company', () => {
  const us = byId[realms.us.id];
  expect(Object.keys(us?.customers ?? {})).toHaveLength(2000);
  expect(Object.keys(us?.items ?? {})).toHaveLength(800);
  expect(Object.keys(us?.invoices ?? {})).toHaveLength(3000);
});

test('creates equal data for an equal time', () => {
  expect(seedStory(now, 'large')).toEqual(companies);
});

test.each(companies.map((company) => [company.name, company]))(
  '%s has the customers and items of the story, and invoices in every state',
  (_name, company) => {
    const customers = Object.values(company.customers).map((one) => one.DisplayName);
    const items = Object.values(company.items).map((one) => one.Name);
    for (const { inQuickbooksAs } of Object.values(organizations))
      if (inQuickbooksAs) expect(customers).toContain(inQuickbooksAs);
    for (const { item } of Object.values(products)) if (item) expect(items).toContain(item);
    expect(items).not.toContain(products[9005].name);

    const today = dateIn(company.zone, now);
    const states = new Set(
      Object.values(company.invoices).map((one) => {
        if (isVoided(one)) return 'voided';
        if (one.Balance === 0) return 'paid';
        if (one.Balance < one.TotalAmt) return 'partly paid';
        return one.DueDate < today ? 'overdue' : 'open';
      }),
    );
    expect([...states].sort()).toEqual(['open', 'overdue', 'paid', 'partly paid', 'voided']);
    const dates = Object.values(company.invoices).map((one) => one.TxnDate);
    expect(dates.every((date) => date <= today)).toBe(true);
  },
);

test('creates unique names, and payments that fit their invoices', () => {
  for (const company of companies) {
    const parties = [company.customers, company.vendors, company.employees].flatMap((one) =>
      Object.values(one),
    );
    const names = parties.map((one) => one.DisplayName.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
    for (const payment of Object.values(company.payments))
      for (const { TxnId } of payment.Line.flatMap((line) => line.LinkedTxn))
        expect(company.invoices[TxnId]?.LinkedTxn).toContainEqual({
          TxnId: payment.Id,
          TxnType: 'Payment',
        });
  }
});

test("sets each customer's balance to the sum of open invoices", () => {
  for (const company of companies)
    for (const customer of Object.values(company.customers)) {
      const open = Object.values(company.invoices)
        .filter((one) => one.CustomerRef.value === customer.Id)
        .reduce((sum, one) => sum + Math.round(one.Balance * 100), 0);
      expect(Math.round(customer.Balance * 100)).toBe(open);
    }
});
