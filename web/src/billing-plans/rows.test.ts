import { describe, expect, it } from 'vitest';
import type { Plan, PlanEntry, Sources } from './queries.ts';
import {
  adjustedRows,
  isRight,
  leftForRows,
  newRow,
  openRows,
  planWithRows,
  rowsOfInstallments,
  rowsOfPeriods,
  rowsOfSchedule,
  sumOf,
} from './rows.ts';

const entry = (differs: Partial<PlanEntry> = {}): PlanEntry => ({
  id: 'one',
  dueOn: '2027-01-01',
  label: 'Deposit',
  amount: '300.00',
  currency: 'GBP',
  source: null,
  state: 'planned',
  locked: false,
  freed: false,
  otherCurrency: false,
  invoice: null,
  ...differs,
});

const plan = (entries: PlanEntry[]): Plan => ({
  version: 1,
  today: '2027-02-10',
  deal: {
    id: 101,
    title: 'Office',
    value: { amount: '1000.00', currency: 'GBP' },
    basis: 'without_tax',
    left: '1000.00',
  },
  entries,
  open: '0.00',
  beyond: null,
  valueBefore: null,
  nextId: null,
});

const row = (amount: string, differs: object = {}) =>
  newRow({ dueOn: '2027-01-01', label: 'Deposit', amount, source: null, ...differs });

const installment = { kind: 'installment', installmentId: 7 } as const;

const sources = (differs: Partial<Sources> = {}): Sources => ({
  installments: [{ id: 7, amount: '400.00', billingDate: '2027-03-01', description: 'Start' }],
  installmentsRefused: false,
  periods: [],
  currency: 'GBP',
  incomplete: false,
  ...differs,
});

describe('a plan with the rows of the screen', () => {
  const valueBefore = { amount: '1200.00', currency: 'GBP' };
  const saved = {
    ...plan([entry({ amount: '1200.00' }), entry({ id: 'draft', locked: true })]),
    open: '1500.00',
    beyond: '500.00',
    valueBefore,
  };

  it('is the saved one until they are changed', () => {
    expect(planWithRows(saved, openRows(saved))).toBe(saved);
  });

  it.each([
    ['700.00', { open: '1000.00', beyond: null, valueBefore: null }],
    ['800.00', { open: '1100.00', beyond: '100.00', valueBefore }],
    ['100.00', { open: '400.00', beyond: null, valueBefore }],
  ])('with %s', (amount, expected) => {
    expect(planWithRows(saved, [row(amount)])).toMatchObject(expected);
  });
});

describe('the rows of a plan', () => {
  it('are its entries without an invoice or a draft, which have their part of what is left', () => {
    const shown = plan([entry(), entry({ id: 'two', locked: true, state: 'draft' })]);
    expect(openRows(shown).map(({ id }) => id)).toEqual(['one']);
    expect(leftForRows(shown)).toBe('700.00');
  });

  it('name the deposit, the instalments, and a single rest', () => {
    const rows = (instalments: number) =>
      rowsOfSchedule({
        total: '1000.00',
        deposit: { kind: 'percent', value: '30' },
        instalments,
        from: '2027-01-01',
        every: { count: 1, unit: 'month' },
      }).map(({ label, amount }) => [label, amount]);
    expect(rows(1)).toEqual([
      ['Deposit 30 %', '300.00'],
      ['Balance', '700.00'],
    ]);
    expect(rows(2)[2]).toEqual(['Instalment 2 of 2', '350.00']);
  });

  it.each([
    ['no date', { dueOn: '' }],
    ['no text', { label: ' ' }],
    ['no amount', { amount: '' }],
    ['an amount of 0', { amount: '0' }],
    ['three decimals', { amount: '1.005' }],
  ])('are not right with %s', (_, differs) => {
    expect(isRight(row('10.00'))).toBe(true);
    expect(isRight(row('10.00', differs))).toBe(false);
  });

  it('take each instalment of Pipedrive once', () => {
    expect(rowsOfInstallments(sources(), plan([]), [])).toMatchObject([
      { dueOn: '2027-03-01', label: 'Start', amount: '400.00', source: installment },
    ]);
    const billed = entry({ source: installment, locked: true, state: 'created' });
    expect(rowsOfInstallments(sources(), plan([billed]), [])).toEqual([]);
    const typed = row('400.00', { source: installment });
    expect(rowsOfInstallments(sources(), plan([]), [typed])).toEqual([]);
  });

  it('separate periods that ended from those that go on', () => {
    const period = (from: string, to: string) => ({
      frequency: 'monthly' as const,
      from,
      to,
      amount: '80.00',
      products: 'Hosting',
    });
    const periods = [period('2027-01-01', '2027-01-31'), period('2027-02-01', '2027-02-28')];
    const { current, earlier } = rowsOfPeriods(sources({ periods }), plan([]), []);
    expect(earlier.map(({ dueOn }) => dueOn)).toEqual(['2027-01-01']);
    expect(current.map(({ dueOn }) => dueOn)).toEqual(['2027-02-01']);
    expect(sumOf([...current, row('20.00')])).toBe('20.00');
  });

  it('are adjusted without the periods among them', () => {
    const source = { kind: 'period', frequency: 'monthly', from: '2027-01-01', to: '2027-01-31' };
    const rows = [row('100.00'), row('80.00', { source }), row('100.00')];
    expect(adjustedRows(rows, '150.01')?.map(({ amount }) => amount)).toEqual([
      '75.00',
      '80.00',
      '75.01',
    ]);
    expect(adjustedRows(rows, '0.00')).toBeNull();
  });
});
