import { expect } from 'vitest';
import { records } from './companies.ts';
import { group, long, type Row } from './row.ts';
import { sources } from './sources.ts';

const issued = 'details.issueDate';
const due = 'details.dueDate';
const number = 'details.number';

/** Two weeks to pay. */
const dates = { [issued]: '2026-11-16', [due]: '2026-11-30' };

const dateRows = group({ company: 'usLines', source: sources.invoice }, [
  {
    when: 'there is no invoice date, so that QuickBooks takes today',
    typed: { [issued]: '', [due]: '' },
    quickbooks: { alters: 'TxnDate', stored: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) },
    finding: { path: issued, problem: 'required' },
    resolution: { enter: dates },
  },
  {
    when: 'the invoice date does not exist',
    typed: { ...dates, [issued]: '2026-02-30' },
    quickbooks: { rejects: '2010', element: 'TxnDate' },
    finding: { path: issued, problem: 'not_a_date' },
    resolution: { enter: dates },
  },
  {
    when: 'the invoice date is written with points',
    typed: { ...dates, [issued]: '16.11.2026' },
    quickbooks: { rejects: '2010', element: 'TxnDate' },
    finding: { path: issued, problem: 'not_a_date' },
    resolution: { enter: dates },
  },
  {
    when: 'the invoice date has a year of six digits',
    typed: { ...dates, [issued]: '202611-11-16' },
    quickbooks: { rejects: '2010', element: 'TxnDate' },
    finding: { path: issued, problem: 'date_out_of_range' },
    resolution: { enter: dates },
  },
  {
    when: 'the due date does not exist',
    typed: { ...dates, [due]: '2026-11-31' },
    quickbooks: { rejects: '2010', element: 'DueDate' },
    finding: { path: due, problem: 'not_a_date' },
    resolution: { enter: dates },
  },
  {
    when: 'the due date is a word',
    typed: { ...dates, [due]: 'tomorrow' },
    quickbooks: { rejects: '2010', element: 'DueDate' },
    finding: { path: due, problem: 'not_a_date' },
    resolution: { enter: dates },
  },
]);

const booksRows = group(
  {
    company: 'closed',
    source: sources.errorCodes,
    quickbooks: { rejects: '6210' },
    finding: { path: issued, problem: 'books_closed', limit: '2026-03-31' },
    resolution: { fix: 0 },
  },
  [
    {
      when: 'the invoice date is the closing date of the books',
      typed: { [issued]: '2026-03-31', [due]: '2026-04-30' },
    },
    {
      when: 'the invoice date is before the closing date of the books',
      typed: { [issued]: '2025-12-31', [due]: '2026-04-30' },
    },
    {
      when: 'the books are closed with a password',
      company: 'closedByPassword',
      typed: { [issued]: '2026-03-01', [due]: '2026-04-30' },
      quickbooks: { rejects: '6200' },
    },
  ],
);

const termRows = group({ source: sources.commonErrors, company: 'usLines' }, [
  {
    when: 'the term is unknown',
    typed: { [due]: '', 'details.term': { kind: 'quickbooks', id: '77' } },
    outdated: { terms: [{ id: '77', name: 'Net 10', rule: { kind: 'days', days: 10 } }] },
    quickbooks: { rejects: '2500' },
    finding: { path: 'details.term', problem: 'required' },
    resolution: { enter: { 'details.term': { kind: 'quickbooks', id: '3' } } },
  },
  {
    when: 'the term was made inactive',
    typed: { [due]: '', 'details.term': { kind: 'quickbooks', id: records.inactiveTerm } },
    outdated: {
      terms: [{ id: records.inactiveTerm, name: 'Net 60', rule: { kind: 'days', days: 60 } }],
    },
    quickbooks: { rejects: '2500', element: 'SalesTermRef' },
    finding: { path: 'details.term', problem: 'required' },
    resolution: { enter: { 'details.term': { kind: 'quickbooks', id: '3' } } },
  },
]);

const numberRows = group({ company: 'customNumbers', source: sources.invoice }, [
  {
    when: 'the number has 22 characters',
    typed: { [number]: long(22) },
    quickbooks: { rejects: '2050', element: 'DocNumber' },
    finding: { path: number, problem: 'too_long', limit: 21 },
    resolution: { enter: { [number]: long(21) } },
  },
  {
    when: 'the number is used',
    source: sources.errorCodes,
    typed: { [number]: records.usedNumber },
    quickbooks: { rejects: '6140' },
    finding: { path: number, problem: 'number_taken', limit: 'INV-0101' },
    resolution: { fix: 0 },
  },
  {
    when: 'the number is used and has a space around it',
    source: sources.errorCodes,
    typed: { [number]: ' ACME ' },
    quickbooks: { rejects: '6140' },
    finding: { path: number, problem: 'number_taken' },
    resolution: { enter: { [number]: 'ACME 2' } },
  },
  {
    when: 'there is no number, so that the invoice gets none',
    typed: { [number]: '' },
    quickbooks: { alters: 'DocNumber', stored: undefined },
    finding: { path: number, problem: 'number_missing', limit: expect.any(String) as string },
    resolution: { fix: 0 },
  },
  {
    when: 'there is no number in a French company',
    company: 'france',
    typed: { [number]: '' },
    quickbooks: { rejects: '2020', element: 'DocNumber' },
    finding: { path: number, problem: 'required', limit: expect.any(String) as string },
    resolution: { fix: 0 },
  },
]);

const textRows = group({ company: 'usLines', source: sources.invoice }, [
  {
    when: 'the message has 1001 characters',
    typed: { 'details.message': long(1001) },
    quickbooks: { rejects: '2050', element: 'CustomerMemo.value' },
    finding: { path: 'details.message', problem: 'too_long', limit: 1000 },
    resolution: { enter: { 'details.message': long(1000) } },
  },
  {
    when: 'the memo has 4001 characters',
    typed: { 'details.memo': long(4001) },
    quickbooks: { rejects: '2050', element: 'PrivateNote' },
    finding: { path: 'details.memo', problem: 'too_long', limit: 4000 },
    resolution: { enter: { 'details.memo': long(4000) } },
  },
]);

/** Dates, term, number, message and memo. */
export const detailsRows: Row[] = [
  ...dateRows,
  ...booksRows,
  ...termRows,
  ...numberRows,
  ...textRows,
];
