import { describe, expect, it } from 'vitest';
import type { InvoiceFieldSettings } from '../../shared/contract/invoice-fields.ts';
import { makeDraft, makeLine, makeProfile } from '../../testing/make-draft.ts';
import { parsedInvoice } from '../../testing/raw-invoice.ts';
import { invoiceBody } from './invoice-body.ts';
import { invoiceEditBody } from './invoice-edit-body.ts';

const profileWith = (classes: InvoiceFieldSettings['classes']) =>
  makeProfile({
    invoiceFields: {
      custom: [{ field: 'custom1', label: 'PO number' }],
      shipping: true,
      classes,
      locations: true,
      locationLabel: null,
      classList: [],
      locationList: [],
      plan: null,
    },
  });

const fields = {
  custom1: ' PO-7 ',
  custom3: '  ',
  shipDate: '2027-03-13',
  shippingMethod: 'Freight',
  class: { id: '1', name: 'Furniture' },
  location: { id: '7', name: 'Boston' },
};

describe('a new invoice', () => {
  it('has the filled fields', () => {
    const body = invoiceBody(makeDraft({ fields }), profileWith('per_invoice'), '58');
    expect(body).toMatchObject({
      CustomField: [{ DefinitionId: '1', Type: 'StringType', StringValue: 'PO-7' }],
      ShipDate: '2027-03-13',
      ShipMethodRef: { value: 'Freight' },
      ClassRef: { value: '1' },
      DepartmentRef: { value: '7' },
    });
    expect(body).not.toHaveProperty('TrackingNum');
  });

  it('has the class on its lines where each line has one', () => {
    const lines = [
      makeLine(),
      makeLine({ key: 'other', class: { id: '2', name: 'Installation' } }),
    ];
    const body = invoiceBody(makeDraft({ fields, lines }), profileWith('per_line'), '58');
    expect(body).not.toHaveProperty('ClassRef');
    expect(body.Line).toMatchObject([
      { SalesItemLineDetail: { ClassRef: { value: '1' } } },
      { SalesItemLineDetail: { ClassRef: { value: '2' } } },
    ]);
  });

  it('has the class of a bundle on the items in it', () => {
    const part = {
      item: { id: '7', name: 'Chair', taxable: null },
      description: '',
      quantity: '2',
      unitPrice: '30',
      taxCodeId: null,
    };
    const line = makeLine({
      bundle: { id: '9', name: 'Set', parts: [part] },
      class: { id: '2', name: 'Installation' },
    });
    const body = invoiceBody(makeDraft({ fields, lines: [line] }), profileWith('per_line'), '58');
    expect(body.Line).toMatchObject([
      { GroupLineDetail: { Line: [{ SalesItemLineDetail: { ClassRef: { value: '2' } } }] } },
    ]);
  });

  it('has none of them when none is filled', () => {
    const body = invoiceBody(makeDraft(), profileWith('per_invoice'), '58');
    for (const key of ['CustomField', 'ShipDate', 'ShipMethodRef', 'ClassRef', 'DepartmentRef'])
      expect(body).not.toHaveProperty(key);
  });
});

describe('an edit', () => {
  const invoice = parsedInvoice({
    CustomField: [
      { DefinitionId: '1', Name: 'PO number', Type: 'StringType', StringValue: 'PO-7' },
      { DefinitionId: '2', Name: 'Crew', Type: 'StringType', StringValue: 'Blue' },
      { DefinitionId: '1000000012', Name: 'Weight', Type: 'NumberType', NumberValue: 12 },
    ],
    ShipDate: '2027-03-13',
    ClassRef: { value: '1', name: 'Furniture' },
  });

  it('of one custom field sends the others as they are', () => {
    const body = invoiceEditBody(invoice, { custom1: 'PO-8' }, makeProfile());
    expect(body.CustomField).toEqual([
      { DefinitionId: '2', Name: 'Crew', Type: 'StringType', StringValue: 'Blue' },
      { DefinitionId: '1000000012', Name: 'Weight', Type: 'NumberType', NumberValue: 12 },
      { DefinitionId: '1', Type: 'StringType', StringValue: 'PO-8' },
    ]);
  });

  it('of something else sends no further field', () => {
    const body = invoiceEditBody(invoice, { memo: 'Agreed by phone' }, makeProfile());
    expect(Object.keys(body).sort()).toEqual(['Id', 'PrivateNote', 'SyncToken', 'sparse']);
  });

  it('removes a date, a class and a shipping method with null', () => {
    const changes = { shipDate: '', shippingMethod: '', classId: null, locationId: '7' };
    expect(invoiceEditBody(invoice, changes, makeProfile())).toMatchObject({
      ShipDate: null,
      ShipMethodRef: null,
      ClassRef: null,
      DepartmentRef: { value: '7' },
    });
  });

  it('shows the fields that QuickBooks has', () => {
    expect(invoice.fields).toEqual({
      custom: [
        { field: 'custom1', label: 'PO number', text: 'PO-7' },
        { field: 'custom2', label: 'Crew', text: 'Blue' },
        { field: null, label: 'Weight', text: '12' },
      ],
      shipDate: '2027-03-13',
      trackingNumber: '',
      shippingMethod: '',
      class: { id: '1', name: 'Furniture' },
      location: null,
    });
  });
});
