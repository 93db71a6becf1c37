import { expect, it } from 'vitest';
import { type ModalView, modalData, modalViewOf } from './modal-view.ts';

const deal = { of: 'deal', id: 101 } as const;
const organization = { of: 'organization', id: 51 } as const;

it.each<ModalView>([
  { show: 'form', dealId: 101 },
  { show: 'form', dealId: 101, draftId: 'd1' },
  { show: 'invoice', context: deal, invoiceId: '7' },
  { show: 'invoice', context: { of: 'company' }, invoiceId: '7' },
  { show: 'send', context: organization, invoiceId: '7' },
  { show: 'edit', context: deal, invoiceId: '7' },
  { show: 'all', context: deal },
  { show: 'add', context: { of: 'person', id: 601 } },
  { show: 'new', context: { of: 'organization', id: 501 } },
  { show: 'customer', context: organization },
  { show: 'company' },
])('shows what it was opened with: %j', (view) => {
  expect(modalViewOf(modalData(view))).toEqual(view);
});

it.each([
  {},
  { show: 'form', dealId: 'x' },
  { show: 'invoice', of: 'deal', id: '101' },
  { show: 'invoice', of: 'lead', id: '101', invoiceId: '7' },
  { show: 'all', of: 'company' },
  { show: 'settings' },
])('shows nothing when it names nothing of ours: %j', (data) => {
  expect(modalViewOf(data)).toBeNull();
});
