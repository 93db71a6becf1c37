import type { DraftLine } from '../../shared/contract/draft-content.ts';
import { records } from './companies.ts';
import type { Changes } from './row.ts';

/** Chooses a new customer of this name. */
export const named = (name: string): Changes => ({ 'customer.choice': { kind: 'new', name } });

/** Chooses a customer that QuickBooks has. */
export const chosen = (id: string, currency: string | null = null): Changes => ({
  'customer.choice': { kind: 'existing', id, name: `Customer ${id}`, currency },
});

/** Links the first line to an item. */
export const sold = (id: string): Changes => ({
  'lines.0.item': { id, name: `Item ${id}`, taxable: true },
});

/** Creates the item of the first line with the invoice. */
export const newItem = (name: string): Changes => ({
  'lines.0.item': { id: null, name, taxable: true },
});

/** A line of 100.00 without sales tax in the United States. */
export const line = (differs: Partial<DraftLine> = {}): DraftLine => ({
  key: 'another',
  productId: null,
  item: { id: records.item, name: 'Standing desk', taxable: true },
  description: '',
  quantity: '1',
  unitPrice: '100.00',
  discount: { kind: 'none' },
  taxCodeId: 'NON',
  ...differs,
});

/** Ships to another address than the customer's. */
export const shippedTo = (address: string): Changes => ({
  'customer.shipTo': { kind: 'other', address },
});

export const boston = '2 Assembly Square\nBoston, MA 02129';
