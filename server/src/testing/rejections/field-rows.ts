import { group, long, type Row } from './row.ts';
import { sources } from './sources.ts';

const [po, cost] = ['fields.custom1', 'fields.custom2'];
const [shipDate, tracking, method] = [
  'fields.shipDate',
  'fields.trackingNumber',
  'fields.shippingMethod',
];
const [classPath, location, lineClass] = ['fields.class', 'fields.location', 'lines.0.class'];

/** Classes and locations of the emulator. */
const furniture = { id: '1', name: 'Furniture' };
const inactiveClass = { id: '4', name: 'Rental' };
const boston = { id: '1', name: 'Boston' };
const inactiveLocation = { id: '3', name: 'Old warehouse' };

const textRows = group({ company: 'fields', source: sources.invoice }, [
  {
    when: 'a custom field has 32 characters',
    typed: { [po]: long(32) },
    quickbooks: { rejects: '2050', element: 'CustomField.StringValue' },
    finding: { path: po, problem: 'too_long', limit: 31 },
    resolution: { enter: { [po]: long(31) } },
  },
  {
    when: 'another custom field has 40 characters',
    typed: { [po]: 'PO-1', [cost]: long(40) },
    quickbooks: { rejects: '2050', element: 'CustomField.StringValue' },
    finding: { path: cost, problem: 'too_long', limit: 31 },
    resolution: { enter: { [cost]: '' } },
  },
  {
    when: 'the tracking number has 32 characters',
    typed: { [tracking]: long(32) },
    quickbooks: { rejects: '2050', element: 'TrackingNum' },
    finding: { path: tracking, problem: 'too_long', limit: 31 },
    resolution: { enter: { [tracking]: long(31) } },
  },
  {
    when: 'the shipping method has 32 characters',
    typed: { [method]: long(32) },
    quickbooks: { rejects: '2050', element: 'ShipMethodRef.value' },
    finding: { path: method, problem: 'too_long', limit: 31 },
    resolution: { enter: { [method]: 'Freight' } },
  },
  {
    when: 'the shipping date does not exist',
    typed: { [shipDate]: '2026-02-30' },
    quickbooks: { rejects: '2010', element: 'ShipDate' },
    finding: { path: shipDate, problem: 'not_a_date' },
    resolution: { enter: { [shipDate]: '2026-02-28' } },
  },
  {
    when: 'the shipping date is a text of the deal',
    typed: { [shipDate]: 'end of March' },
    quickbooks: { rejects: '2010', element: 'ShipDate' },
    finding: { path: shipDate, problem: 'not_a_date' },
    resolution: { enter: { [shipDate]: '' } },
  },
]);

const listRows = group({ company: 'fields', source: sources.commonErrors }, [
  {
    when: 'the class was deleted in QuickBooks',
    typed: { [classPath]: { id: '99', name: 'Furnitures' } },
    quickbooks: { rejects: '2500' },
    finding: { path: classPath, problem: 'class_unknown', limit: 'Furnitures' },
    resolution: { fix: 0 },
  },
  {
    when: 'the class is inactive',
    typed: { [classPath]: inactiveClass },
    quickbooks: { rejects: '610' },
    finding: { path: classPath, problem: 'class_unknown', limit: 'Rental' },
    resolution: { fix: 0 },
  },
  {
    when: 'the class of the deal is no class in QuickBooks, so that the invoice gets none',
    source: sources.invoice,
    typed: { [classPath]: { id: null, name: 'Acoustic' } },
    quickbooks: { alters: 'ClassRef', stored: undefined },
    finding: { path: classPath, problem: 'class_unknown', limit: 'Acoustic' },
    resolution: { fix: 0 },
  },
  {
    when: 'the location was deleted in QuickBooks',
    typed: { [location]: { id: '99', name: 'Portlnd' } },
    quickbooks: { rejects: '2500' },
    finding: { path: location, problem: 'location_unknown', limit: 'Portlnd' },
    resolution: { fix: 0 },
  },
  {
    when: 'the location is inactive',
    typed: { [location]: inactiveLocation },
    quickbooks: { rejects: '610' },
    finding: { path: location, problem: 'location_unknown', limit: 'Old warehouse' },
    resolution: { enter: { [location]: boston } },
  },
  {
    when: 'the location of the deal is no location in QuickBooks, so that the invoice gets none',
    source: sources.invoice,
    typed: { [location]: { id: null, name: 'Chicago' } },
    quickbooks: { alters: 'DepartmentRef', stored: undefined },
    finding: { path: location, problem: 'location_unknown', limit: 'Chicago' },
    resolution: { fix: 0 },
  },
]);

const lineRows = group({ company: 'fieldsByLine', source: sources.commonErrors }, [
  {
    when: 'the class of a line was deleted in QuickBooks',
    typed: { [lineClass]: { id: '99', name: 'Installations' } },
    quickbooks: { rejects: '2500' },
    finding: { path: lineClass, problem: 'class_unknown', limit: 'Installations' },
    resolution: { fix: 0 },
  },
  {
    when: 'the class of a line is inactive',
    typed: { [lineClass]: inactiveClass },
    quickbooks: { rejects: '610' },
    finding: { path: lineClass, problem: 'class_unknown', limit: 'Rental' },
    resolution: { enter: { [lineClass]: furniture } },
  },
  {
    when: 'the class for all lines is inactive',
    typed: { [classPath]: inactiveClass },
    quickbooks: { rejects: '610' },
    finding: { path: classPath, problem: 'class_unknown', limit: 'Rental' },
    resolution: { enter: { [classPath]: furniture } },
  },
]);

const characterRows = group({ company: 'fieldsLatin', source: sources.basics }, [
  {
    when: 'a custom field has an emoji',
    typed: { [po]: 'PO 📦 7' },
    quickbooks: { rejects: '10000' },
    finding: { path: po, problem: 'emoji' },
    resolution: { fix: 0 },
  },
  {
    when: 'the shipping method has an emoji',
    typed: { [method]: 'Truck 🚚' },
    quickbooks: { rejects: '10000' },
    finding: { path: method, problem: 'emoji' },
    resolution: { fix: 0 },
  },
  {
    when: 'a custom field has letters that QuickBooks may not store',
    typed: { [po]: 'Zażółć 7' },
    quickbooks: { alters: 'CustomField.0.StringValue', stored: 'Za?ó?? 7' },
    finding: { path: po, problem: 'letters_at_risk', limit: 'Zazólc 7' },
    resolution: { fix: 0 },
  },
  {
    when: 'the shipping method has letters that QuickBooks may not store',
    typed: { [method]: 'Łódź Express' },
    quickbooks: { alters: 'ShipMethodRef.value', stored: '?ód? Express' },
    finding: { path: method, problem: 'letters_at_risk', limit: 'Lódz Express' },
    resolution: { fix: 0 },
  },
]);

const off = { problem: 'field_off' } as const;

/** Switched off since the form was filled. */
const offRows = group(
  { company: 'fieldsOff', source: sources.preferences, resolution: { fix: 0 } },
  [
    {
      when: 'custom fields are off',
      typed: { [po]: 'PO-1' },
      quickbooks: { rejects: '3000' },
      finding: { path: po, ...off },
    },
    {
      when: 'classes are off, so that QuickBooks leaves the class out',
      typed: { [classPath]: furniture },
      quickbooks: { alters: 'ClassRef', stored: undefined },
      finding: { path: classPath, ...off },
    },
    {
      when: 'locations are off, so that QuickBooks leaves the location out',
      typed: { [location]: boston },
      quickbooks: { alters: 'DepartmentRef', stored: undefined },
      finding: { path: location, ...off },
    },
    {
      when: 'shipping is off, so that QuickBooks leaves the shipping date out',
      typed: { [shipDate]: '2026-11-20' },
      quickbooks: { alters: 'ShipDate', stored: undefined },
      finding: { path: shipDate, ...off },
    },
    {
      when: 'shipping is off, so that QuickBooks leaves the tracking number out',
      typed: { [tracking]: '1Z 999' },
      quickbooks: { alters: 'TrackingNum', stored: undefined },
      finding: { path: tracking, ...off },
    },
    {
      when: 'shipping is off, so that QuickBooks leaves the shipping method out',
      typed: { [method]: 'Freight' },
      quickbooks: { alters: 'ShipMethodRef', stored: undefined },
      finding: { path: method, ...off },
    },
    {
      when: 'classes are off for lines, so that a line gets none',
      typed: { [lineClass]: furniture },
      quickbooks: { alters: 'Line.0.SalesItemLineDetail.ClassRef', stored: undefined },
      finding: { path: lineClass, ...off },
    },
  ],
);

const refusedRows = group(
  {
    company: 'fieldsRefused',
    source: sources.preferences,
    quickbooks: { rejects: '6000' },
    resolution: { fix: 0 },
  },
  [
    {
      when: 'classes are off and QuickBooks rejects one',
      typed: { [classPath]: furniture },
      finding: { path: classPath, ...off },
    },
    {
      when: 'locations are off and QuickBooks rejects one',
      typed: { [location]: boston },
      finding: { path: location, ...off },
    },
    {
      when: 'shipping is off and QuickBooks rejects a tracking number',
      typed: { [tracking]: '1Z 999' },
      finding: { path: tracking, ...off },
    },
  ],
);

/** Custom fields, shipping, classes and locations. */
export const fieldRows: Row[] = [
  ...textRows,
  ...listRows,
  ...lineRows,
  ...characterRows,
  ...offRows,
  ...refusedRows,
];
