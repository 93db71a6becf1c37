import { group, long, type Row } from './row.ts';
import { sources } from './sources.ts';
import { named } from './typed.ts';

const email = 'customer.email';
const valid = 'accounts@brightwater.example';

const emails = group(
  {
    company: 'usAddresses',
    source: sources.errorCodes,
    quickbooks: { rejects: '2210', element: 'BillEmail.Address' },
    finding: { path: email, problem: 'not_an_email' },
    resolution: { enter: { [email]: valid } },
  },
  [
    { when: 'the e-mail address has no @', typed: { [email]: 'nobody' } },
    { when: 'the e-mail address has no domain', typed: { [email]: 'nobody@' } },
    { when: 'the e-mail address has only a domain', typed: { [email]: '@brightwater.example' } },
    { when: 'the domain of the e-mail address has no dot', typed: { [email]: 'nobody@office' } },
    { when: 'the domain ends with a dot', typed: { [email]: 'nobody@brightwater.example.' } },
    { when: 'the domain has two dots', typed: { [email]: 'nobody@brightwater..example' } },
    { when: 'the e-mail address has a space', typed: { [email]: 'no body@brightwater.example' } },
    { when: 'the e-mail address has two dots', typed: { [email]: 'no..body@brightwater.example' } },
    { when: 'the e-mail address begins with a dot', typed: { [email]: '.nobody@elm.example' } },
    {
      when: 'the e-mail address has a dot before the @',
      typed: { [email]: 'nobody.@elm.example' },
    },
    { when: 'the e-mail address has two @', typed: { [email]: 'nobody@elm@elm.example' } },
    { when: 'the e-mail address has an accent', typed: { [email]: 'josé@elm.example' } },
    { when: 'the e-mail address has a name beside it', typed: { [email]: `Accounts <${valid}>` } },
    {
      when: 'the second of two e-mail addresses is none',
      typed: { [email]: `${valid}; somebody` },
    },
    {
      when: 'two e-mail addresses are separated by a space',
      typed: { [email]: `${valid} office@brightwater.example` },
    },
  ],
);

const newCustomers = group({ company: 'usAddresses', source: sources.customer }, [
  {
    when: 'the e-mail address of the new customer is none',
    typed: { ...named('Harbour Street Bakery'), [email]: 'nobody' },
    quickbooks: { rejects: '2210', element: 'PrimaryEmailAddr.Address' },
    finding: { path: email, problem: 'not_an_email' },
    resolution: { enter: { [email]: valid } },
  },
  {
    when: 'the e-mail address of the new customer has 101 characters',
    typed: { ...named('Harbour Street Florist'), [email]: `${long(89)}@elm.example` },
    quickbooks: { rejects: '2050', element: 'PrimaryEmailAddr.Address' },
    finding: { path: email, problem: 'too_long', limit: 100 },
    resolution: { enter: { [email]: valid } },
  },
  {
    when: 'the tax id of the new American customer has 17 characters',
    typed: { ...named('Harbour Street Grocer'), 'customer.taxId': long(17) },
    quickbooks: { rejects: '2050', element: 'ResaleNum' },
    finding: { path: 'customer.taxId', problem: 'too_long', limit: 16 },
    resolution: { enter: { 'customer.taxId': '12-3456789' } },
  },
]);

const lengths = group(
  {
    company: 'usAddresses',
    source: sources.invoice,
    quickbooks: { rejects: '2050', element: 'BillEmail.Address' },
    finding: { path: email, problem: 'too_long', limit: 100 },
    resolution: { enter: { [email]: valid } },
  },
  [
    {
      when: 'the e-mail address has 101 characters',
      typed: { [email]: `${long(89)}@elm.example` },
    },
    {
      when: 'two e-mail addresses have 101 characters together',
      typed: { [email]: `${long(37)}@elm.example, ${long(38)}@elm.example` },
    },
  ],
);

/** E-mail addresses and tax ids. */
export const contactRows: Row[] = [...emails, ...lengths, ...newCustomers];
