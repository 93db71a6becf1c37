import { expect, it } from 'vitest';
import { modalViewOf } from './modal-view.ts';

it('shows the form for a deal, with the draft that was clicked', () => {
  expect(modalViewOf({ show: 'form', dealId: '101' })).toEqual({ show: 'form', dealId: 101 });
  expect(modalViewOf({ show: 'form', dealId: '101', draftId: 'd1' })).toEqual({
    show: 'form',
    dealId: 101,
    draftId: 'd1',
  });
});

it('shows the PDF of an invoice', () => {
  expect(modalViewOf({ show: 'pdf', dealId: '101', invoiceId: '7' })).toEqual({
    show: 'pdf',
    dealId: 101,
    invoiceId: '7',
  });
});

it('shows nothing when no deal or no invoice is named', () => {
  expect(modalViewOf({})).toBeNull();
  expect(modalViewOf({ show: 'form', dealId: 'x' })).toBeNull();
  expect(modalViewOf({ show: 'pdf', dealId: '101' })).toBeNull();
});
