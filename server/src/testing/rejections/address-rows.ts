import { records } from './companies.ts';
import { group, long, type Row } from './row.ts';
import { sources } from './sources.ts';
import { boston, chosen, named, shippedTo } from './typed.ts';

const to = 'customer.to';
const address = 'customer.address';
const shipTo = 'customer.shipTo.address';

/** Five lines of 450 characters. */
const fiveLong = Array.from({ length: 5 }, () => long(450)).join('\n');

const invoiceRows = group({ company: 'usAddresses', source: sources.invoice }, [
  {
    when: 'the recipient has 501 characters',
    typed: { [to]: long(501) },
    quickbooks: { rejects: '2050', element: 'BillAddr.Line1' },
    finding: { path: to, problem: 'too_long', limit: 500 },
    resolution: { enter: { [to]: 'Northgate Library Trust' } },
  },
  {
    when: 'the second line of the recipient has 501 characters',
    typed: { [to]: `Northgate Library Trust\n${long(501)}` },
    quickbooks: { rejects: '2050', element: 'BillAddr.Line2' },
    finding: { path: to, problem: 'too_long', limit: 500 },
    resolution: { enter: { [to]: 'Northgate Library Trust' } },
  },
  {
    when: 'a line of the address has 501 characters',
    typed: { [to]: 'Northgate', [address]: `${long(501)}\nBoston, MA 02129` },
    quickbooks: { rejects: '2050', element: 'BillAddr.Line2' },
    finding: { path: address, problem: 'too_long', limit: 500 },
    resolution: { enter: { [address]: boston } },
  },
  {
    when: 'the last line of the address has 501 characters',
    typed: { [to]: 'Northgate', [address]: `1 Quay Street\n${long(501)}` },
    quickbooks: { rejects: '2050', element: 'BillAddr.Line3' },
    finding: { path: address, problem: 'too_long', limit: 500 },
    resolution: { enter: { [address]: boston } },
  },
  {
    when: 'the address has so many lines that the fifth has more than 500 characters',
    typed: { [to]: 'Northgate', [address]: Array(9).fill(long(120)).join('\n') },
    quickbooks: { rejects: '2050', element: 'BillAddr.Line5' },
    finding: { path: address, problem: 'too_long', limit: 500 },
    resolution: { enter: { [address]: boston } },
  },
  {
    when: 'recipient and address have more than 2000 characters together',
    typed: { [to]: long(450), [address]: Array(4).fill(long(450)).join('\n') },
    quickbooks: { rejects: '2050', element: 'BillAddr' },
    finding: { path: address, problem: 'too_long', limit: 2000 },
    resolution: { enter: { [address]: boston } },
  },
  {
    when: 'a line of the shipping address has 501 characters',
    typed: shippedTo(`${long(501)}\nBoston, MA 02129`),
    quickbooks: { rejects: '2050', element: 'ShipAddr.Line1' },
    finding: { path: shipTo, problem: 'too_long', limit: 500 },
    resolution: { enter: { [shipTo]: boston } },
  },
  {
    when: 'the shipping address has more than 2000 characters',
    typed: shippedTo(fiveLong),
    quickbooks: { rejects: '2050', element: 'ShipAddr' },
    finding: { path: shipTo, problem: 'too_long', limit: 2000 },
    resolution: { enter: { [shipTo]: boston } },
  },
  {
    when: 'a line of a British address has 501 characters',
    company: 'uk',
    typed: { [to]: 'Northgate', [address]: `${long(501)}\nBristol BS1 5TY` },
    quickbooks: { rejects: '2050', element: 'BillAddr.Line2' },
    finding: { path: address, problem: 'too_long', limit: 500 },
    resolution: { enter: { [address]: '1 Quay Street\nBristol BS1 5TY' } },
  },
]);

const newCustomerRows = group({ company: 'usAddresses', source: sources.customer }, [
  {
    when: 'a line of the address of the new customer has 501 characters',
    typed: { ...named('Quay Street Dental'), [address]: `${long(501)}\nBoston, MA 02129` },
    quickbooks: { rejects: '2050', element: 'BillAddr.Line1' },
    finding: { path: address, problem: 'too_long', limit: 500 },
    resolution: { enter: { [address]: boston } },
  },
  {
    when: 'the address of the new customer has more than 2000 characters',
    typed: { ...named('Quay Street Optician'), [to]: '', [address]: fiveLong },
    quickbooks: { rejects: '2050', element: 'BillAddr' },
    finding: { path: address, problem: 'too_long', limit: 2000 },
    resolution: { enter: { [address]: boston } },
  },
]);

const copiedRows = group({ company: 'usAddresses', source: sources.invoice }, [
  {
    when: 'recipient and address are empty, so that the address of the customer is printed',
    typed: { [to]: '', [address]: '' },
    quickbooks: { alters: 'BillAddr.City', stored: 'Boston' },
    finding: { path: address, problem: 'address_copied' },
    resolution: { enter: { [to]: 'Northgate Library Trust', [address]: boston } },
  },
  {
    when: 'the shipping address is empty, so that that of the customer is used',
    typed: shippedTo(''),
    quickbooks: { alters: 'ShipAddr.City', stored: 'Boston' },
    finding: { path: shipTo, problem: 'required' },
    resolution: { enter: { [shipTo]: boston } },
  },
  {
    when: 'the British address is empty, so that the address of the customer is printed',
    company: 'uk',
    typed: { ...chosen(records.customer, 'GBP'), [to]: '', [address]: ' \n ' },
    quickbooks: { alters: 'BillAddr.City', stored: 'Boston' },
    finding: { path: address, problem: 'address_copied' },
    resolution: { enter: { [to]: 'Northgate Library Trust' } },
  },
]);

const unplacedRows = group(
  {
    company: 'usAddresses',
    source: sources.salesTaxUs,
    quickbooks: { alters: 'TxnTaxDetail.TotalTax', stored: 7.25 },
  },
  [
    {
      when: 'sales tax is that of the company, as the address of a new customer names no place',
      typed: {
        ...named('Old Mill Pottery'),
        [address]: 'Behind the old mill',
        'lines.0.taxCodeId': 'TAX',
      },
      finding: { path: address, problem: 'address_unplaced' },
      resolution: { enter: { ...named('Old Mill Ceramics'), [address]: boston } },
    },
    {
      when: 'sales tax is that of the company, as the shipping address names no place',
      typed: { ...shippedTo('Behind the old mill'), 'lines.0.taxCodeId': 'TAX' },
      finding: { path: shipTo, problem: 'address_unplaced' },
      resolution: { enter: { [shipTo]: boston } },
    },
    {
      when: 'sales tax is that of the company, as the billing address names no place',
      typed: {
        'customer.shipTo': { kind: 'billing' },
        [address]: 'Behind the old mill',
        'lines.0.taxCodeId': 'TAX',
      },
      finding: { path: address, problem: 'address_unplaced' },
      resolution: { enter: { [address]: boston } },
    },
  ],
);

/** As recorded in a sandbox: without a place, sales tax is 0. */
const untaxedRows = group(
  {
    company: 'noPlaceNoTax',
    source: sources.sandbox,
    quickbooks: { alters: 'TxnTaxDetail.TotalTax', stored: 0 },
  },
  [
    {
      when: 'sales tax is 0, as the address of a new customer names no place',
      typed: {
        ...named('Old Mill Pottery'),
        [address]: 'Behind the old mill',
        'lines.0.taxCodeId': 'TAX',
      },
      finding: { path: address, problem: 'address_unplaced' },
      resolution: { enter: { ...named('Old Mill Ceramics'), [address]: boston } },
    },
    {
      when: 'sales tax is 0, as the shipping address names no place',
      typed: { ...shippedTo('Behind the old mill'), 'lines.0.taxCodeId': 'TAX' },
      finding: { path: shipTo, problem: 'address_unplaced' },
      resolution: { enter: { [shipTo]: boston } },
    },
  ],
);

export const addressRows: Row[] = [
  ...invoiceRows,
  ...newCustomerRows,
  ...copiedRows,
  ...unplacedRows,
  ...untaxedRows,
];
