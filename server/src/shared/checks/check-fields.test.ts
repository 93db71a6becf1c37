import { describe, expect, it, test } from 'vitest';
import { makeDraft, makeLine, makeProfile } from '../../testing/make-draft.ts';
import type { InvoiceFieldSettings } from '../contract/invoice-fields.ts';
import { checkFields, namesUnknownEntry } from './check-fields.ts';

const settings: InvoiceFieldSettings = {
  custom: [{ field: 'custom1', label: 'PO number' }],
  shipping: true,
  classes: 'per_invoice',
  locations: true,
  locationLabel: null,
  classList: [{ id: '1', name: 'Furniture' }],
  locationList: [{ id: '7', name: 'Boston' }],
  plan: null,
};

const found = (
  fields: Parameters<typeof makeDraft>[0],
  differs: Partial<InvoiceFieldSettings> = {},
) => checkFields(makeDraft(fields), makeProfile({ invoiceFields: { ...settings, ...differs } }));

describe('further fields', () => {
  it('are fine when the company uses them and QuickBooks has the entries', () => {
    const fields = {
      custom1: 'PO-7',
      shipDate: '2027-03-13',
      trackingNumber: 'x'.repeat(31),
      class: { id: '1', name: 'Furniture' },
      location: { id: '7', name: 'Boston' },
    };
    expect(found({ fields })).toEqual([]);
  });

  it('are not checked while the settings of the company are unknown', () => {
    const draft = makeDraft({
      fields: { custom1: 'x'.repeat(90), class: { id: null, name: 'A' } },
    });
    expect(checkFields(draft, makeProfile())).toEqual([]);
  });

  test.each([
    [{ custom1: 'x'.repeat(32) }, 'fields.custom1', 'too_long'],
    [{ custom2: 'a' }, 'fields.custom2', 'field_off'],
    [{ custom1: 'Box 📦' }, 'fields.custom1', 'emoji'],
    [{ shipDate: 'March' }, 'fields.shipDate', 'not_a_date'],
    [{ class: { id: null, name: 'Sofas' } }, 'fields.class', 'class_unknown'],
    [{ location: { id: '8', name: 'Rome' } }, 'fields.location', 'location_unknown'],
  ])('finds %j', (fields, path, problem) => {
    expect(found({ fields })).toEqual([expect.objectContaining({ path, problem })]);
  });

  it('are a problem when the company turned them off', () => {
    const fields = {
      trackingNumber: '1Z',
      class: { id: '1', name: 'Furniture' },
      location: { id: '7', name: 'Boston' },
    };
    const off = { shipping: false, classes: 'off', locations: false } as const;
    expect(found({ fields }, off).map(({ path }) => path)).toEqual([
      'fields.trackingNumber',
      'fields.class',
      'fields.location',
    ]);
  });

  it('of a line are checked where each line has a class, and else are off', () => {
    const lines = [makeLine({ class: { id: '4', name: 'Rental' } })];
    expect(found({ lines }, { classes: 'per_line' })).toEqual([
      { path: 'lines.0.class', problem: 'class_unknown', limit: 'Rental' },
    ]);
    expect(found({ lines })).toEqual([{ path: 'lines.0.class', problem: 'field_off' }]);
  });

  it('that are too long are no reason to read the company again', () => {
    const profile = makeProfile({ invoiceFields: settings });
    const isUnknown = (fields: Parameters<typeof makeDraft>[0]) =>
      namesUnknownEntry(makeDraft(fields), profile);
    expect(isUnknown({ fields: { custom1: 'x'.repeat(32) } })).toBe(false);
    expect(isUnknown({ fields: { class: { id: '2', name: 'New' } } })).toBe(true);
  });
});
