import { records } from './companies.ts';
import { group, long, type Row } from './row.ts';
import { sources } from './sources.ts';
import { chosen, named } from './typed.ts';

const choice = 'customer.choice';
const name = 'customer.choice.name';

const choiceRows = group({ company: 'us', source: sources.errorCodes }, [
  {
    when: 'no customer is chosen',
    source: sources.invoice,
    typed: { 'customer.choice': { kind: 'none' } },
    quickbooks: { rejects: '2020', element: 'CustomerRef' },
    finding: { path: choice, problem: 'choose_customer' },
    resolution: { enter: chosen(records.customer) },
  },
  {
    when: 'the customer is inactive',
    typed: chosen(records.inactiveCustomer),
    quickbooks: { rejects: '6250' },
    finding: { path: choice, problem: 'customer_inactive' },
    resolution: { enter: chosen(records.otherCustomer) },
  },
  {
    when: 'the customer is inactive and made active again',
    typed: chosen(records.restoredCustomer),
    quickbooks: { rejects: '6250' },
    finding: { path: choice, problem: 'customer_inactive' },
    resolution: { fix: 0 },
  },
  {
    when: 'the customer was merged into another',
    typed: chosen(records.mergedCustomer),
    quickbooks: { rejects: '2500' },
    finding: { path: choice, problem: 'customer_gone' },
    resolution: { enter: chosen(records.otherCustomer) },
  },
  {
    when: 'the customer does not exist',
    typed: chosen('99999'),
    quickbooks: { rejects: '2500' },
    finding: { path: choice, problem: 'customer_gone' },
    resolution: { enter: chosen(records.otherCustomer) },
  },
  {
    when: 'the id of the customer is not a number',
    typed: chosen('C-1'),
    quickbooks: { rejects: '2030' },
    finding: { path: choice, problem: 'customer_gone' },
    resolution: { enter: chosen(records.otherCustomer) },
  },
  {
    when: 'the customer of a British company is inactive',
    company: 'uk',
    typed: chosen(records.inactiveCustomer, 'GBP'),
    quickbooks: { rejects: '6250' },
    finding: { path: choice, problem: 'customer_inactive' },
    resolution: { enter: chosen(records.customer, 'GBP') },
  },
]);

const wordingRows = group({ company: 'us', source: sources.customer }, [
  {
    when: 'the new customer has no name',
    source: sources.errorCodes,
    typed: named(''),
    quickbooks: { rejects: '6080', element: 'DisplayName' },
    finding: { path: name, problem: 'required' },
    resolution: { enter: named('Elm Row Partners') },
  },
  {
    when: 'the new customer is named with spaces only',
    source: sources.errorCodes,
    typed: named('   '),
    quickbooks: { rejects: '6080', element: 'DisplayName' },
    finding: { path: name, problem: 'required' },
    resolution: { enter: named('Elm Row Tenants') },
  },
  {
    when: 'the new customer is named with 501 characters',
    typed: named(long(501)),
    quickbooks: { rejects: '2050', element: 'DisplayName' },
    finding: { path: name, problem: 'too_long', limit: 500 },
    resolution: { enter: named(long(500)) },
  },
]);

const forbiddenRows = group(
  {
    company: 'us',
    source: sources.customer,
    quickbooks: { rejects: '2040', element: 'DisplayName' },
    finding: { path: name, problem: 'forbidden_characters' },
    resolution: { fix: 0 },
  },
  [
    { when: 'the name of the new customer has a colon', typed: named('Elm Row: Reading room') },
    { when: 'the name of the new customer has colons around it', typed: named(':Elm Row Café:') },
    { when: 'the name of the new customer has a tab', typed: named('Elm\tMill') },
    { when: 'the name of the new customer has a line feed', typed: named('Elm\nWorks') },
    { when: 'the name of the new customer has a carriage return', typed: named('Elm\r\nHouse') },
  ],
);

const takenRows = group(
  { company: 'us', source: sources.commonErrors, quickbooks: { rejects: '6240' } },
  [
    {
      when: 'the name of the new customer is that of a customer, which is chosen',
      typed: named('Brightwater Offices'),
      finding: { path: name, problem: 'name_taken', limit: 'Brightwater Offices 2' },
      resolution: { fix: 0 },
    },
    {
      when: 'the name of the new customer is that of a customer, and another is used',
      typed: named('Northern Light Studio'),
      finding: { path: name, problem: 'name_taken', limit: 'Northern Light Studio 3' },
      resolution: { fix: 1 },
    },
    {
      when: 'the name of the new customer is that of a customer in other letter case',
      typed: named('BRIGHTWATER offices'),
      finding: { path: name, problem: 'name_taken', limit: 'BRIGHTWATER offices 2' },
      resolution: { fix: 0 },
    },
    {
      when: 'the name of the new customer is that of a customer with other spaces',
      typed: named(' Brightwater   Offices '),
      finding: { path: name, problem: 'name_taken', limit: 'Brightwater Offices 2' },
      resolution: { fix: 0 },
    },
    {
      when: 'the name of the new customer is that of a vendor',
      typed: named(records.vendorName),
      finding: { path: name, problem: 'name_taken', limit: `${records.vendorName} 2` },
      resolution: { fix: 0 },
    },
    {
      when: 'the name of the new customer is that of a vendor in other letter case',
      typed: named('copperfield FABRICS'),
      finding: { path: name, problem: 'name_taken', limit: 'copperfield FABRICS 2' },
      resolution: { fix: 0 },
    },
    {
      when: 'the name of the new customer is that of an employee',
      typed: named(records.employeeName),
      finding: { path: name, problem: 'name_taken', limit: `${records.employeeName} 2` },
      resolution: { fix: 0 },
    },
    {
      when: 'the name of the new customer is that of an inactive vendor',
      typed: named('Harbour Freight'),
      finding: { path: name, problem: 'name_taken', limit: 'Harbour Freight 2' },
      resolution: { fix: 0 },
    },
    {
      when: 'the name of the new Canadian customer is that of a vendor',
      company: 'canada',
      typed: named(records.vendorName),
      finding: { path: name, problem: 'name_taken', limit: `${records.vendorName} 2` },
      resolution: { fix: 0 },
    },
  ],
);

/** The choice of a customer, and the name of a new one. */
export const customerRows: Row[] = [...choiceRows, ...wordingRows, ...forbiddenRows, ...takenRows];
