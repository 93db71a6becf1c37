import { describe, expect, test } from 'vitest';
import { sampleProfile } from '../../testing/sample-draft.ts';
import { emptyLine } from '../document.ts';
import { lineWithCode, linkedLine, unlinkedLine } from './line-changes.ts';

const item = {
  id: '11',
  name: 'Oak desk 160',
  sku: 'DSK-160',
  description: 'Oak desk, 160 cm',
  unitPrice: '640.00',
  taxable: null,
  taxCodeId: '20',
};
const line = emptyLine('a');

test('an item fills an empty line', () => {
  expect(linkedLine(line, item, sampleProfile, 'GBP')).toEqual({
    ...line,
    item: { id: '11', name: 'Oak desk 160', taxable: null },
    description: 'Oak desk, 160 cm',
    unitPrice: '640.00',
    taxCodeId: '20',
    taxCodeFrom: 'item',
  });
});

test('an item’s name is not repeated in the description', () => {
  const plain = { ...item, description: null };
  expect(linkedLine(line, plain, sampleProfile, 'GBP').description).toBe('');
  const said = { ...line, description: 'Oak desk 160\nOiled' };
  expect(linkedLine(said, plain, sampleProfile, 'GBP').description).toBe('Oiled');
});

test('a line of the deal keeps its name when its item changes or is removed', () => {
  const linked = {
    ...line,
    productId: 9001,
    item: { id: '11', name: 'Oak desk 160', taxable: null },
  };
  const other = { ...item, id: '12', name: 'Furniture', description: null };
  expect(linkedLine(linked, other, sampleProfile, 'GBP').description).toBe('Oak desk 160');
  expect(unlinkedLine(linked, sampleProfile).description).toBe('Oak desk 160');
  expect(unlinkedLine({ ...linked, productId: null }, sampleProfile).description).toBe('');
});

test('text of the deal or the user stays on the line', () => {
  const written = { ...line, description: 'Two desks', unitPrice: '600', taxCodeId: '5' };
  expect(linkedLine(written, item, sampleProfile, 'GBP')).toMatchObject({
    description: 'Two desks',
    unitPrice: '600',
    taxCodeId: '5',
  });
});

test('a price in the home currency is not used for an invoice in another currency', () => {
  expect(linkedLine(line, item, sampleProfile, 'EUR').unitPrice).toBe('');
});

test('an inactive tax code is left out', () => {
  expect(linkedLine(line, { ...item, taxCodeId: '99' }, sampleProfile, 'GBP').taxCodeId).toBeNull();
});

describe('the tax code of a line linked by hand', () => {
  const profile = {
    ...sampleProfile,
    taxCodes: [
      { id: 'zero', name: '0.0% Z', rates: [{ id: '1', name: 'VAT', percent: '0' }] },
      { id: 'std', name: '20.0% S', rates: [{ id: '2', name: 'VAT', percent: '20' }] },
      { id: 'ecg', name: '20.0% ECG', rates: [{ id: '3', name: 'VAT', percent: '20' }] },
    ],
  };
  const link = (differs: Partial<typeof line>, taxCodeId: string | null) =>
    linkedLine({ ...line, ...differs }, { ...item, taxCodeId }, profile, 'GBP');

  test('is the item’s own where Pipedrive has no rate', () => {
    expect(link({}, 'zero')).toMatchObject({ taxCodeId: 'zero', taxCodeFrom: 'item' });
    expect(link({}, null).taxCodeId).toBeNull();
  });

  test('is the item’s own among several with Pipedrive’s rate, else unset with a question', () => {
    const dealTax = '20';
    expect(link({ dealTax }, 'ecg')).toMatchObject({ taxCodeId: 'ecg', taxCodeFrom: 'deal' });
    expect(link({ dealTax }, 'zero').taxCodeId).toBeNull();
  });

  test('follows another item and is removed with the item', () => {
    const linked = link({}, 'zero');
    const other = linkedLine(linked, { ...item, taxCodeId: 'std' }, profile, 'GBP');
    expect(other).toMatchObject({ taxCodeId: 'std', taxCodeFrom: 'item' });
    expect(unlinkedLine(other, profile)).toMatchObject({ item: null, taxCodeId: null });
  });

  test('stays as the user selected it', () => {
    const chosen = lineWithCode(link({}, 'zero'), 'std');
    expect(linkedLine(chosen, { ...item, taxCodeId: 'zero' }, profile, 'GBP')).toMatchObject({
      taxCodeId: 'std',
      taxCodeFrom: 'user',
    });
    expect(unlinkedLine(chosen, profile)).toMatchObject({ taxCodeId: 'std', taxCodeFrom: 'user' });
  });
});
