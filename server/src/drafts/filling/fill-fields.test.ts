import { describe, expect, it } from 'vitest';
import type { InvoiceFieldSettings } from '../../shared/contract/invoice-fields.ts';
import { makeProfile } from '../../testing/make-draft.ts';
import { furtherFields, messageAndMemo } from './fill-fields.ts';

const invoiceFields: InvoiceFieldSettings = {
  custom: [{ field: 'custom1', label: 'PO number' }],
  shipping: false,
  classes: 'per_invoice',
  locations: true,
  locationLabel: null,
  classList: [{ id: '1', name: 'Furniture' }],
  locationList: [],
  plan: null,
};

const salesForms = {
  cc: '',
  bcc: '',
  copyToCompany: false,
  message: 'Thank you.',
  onlinePayments: false,
  appliesCredit: false,
};

describe('message and memo', () => {
  it('are the texts of the deal, else the default message of the company', () => {
    const profile = makeProfile({ salesForms });
    expect(messageAndMemo({ message: 'As agreed', memo: 'VIP' }, profile)).toEqual({
      message: 'As agreed',
      memo: 'VIP',
    });
    expect(messageAndMemo({}, profile)).toEqual({ message: 'Thank you.', memo: '' });
    expect(messageAndMemo({}, makeProfile())).toEqual({ message: '', memo: '' });
  });
});

describe('further fields', () => {
  const filled = (texts: Parameters<typeof furtherFields>[0]) =>
    furtherFields(texts, makeProfile({ invoiceFields }));

  it('are filled in one line, without those that the company does not use', () => {
    expect(
      filled({ custom1: 'PO-7\nPO-8\n', custom2: 'a', trackingNumber: '1Z', class: 'FURNITURE' }),
    ).toEqual({ custom1: 'PO-7, PO-8', class: { id: '1', name: 'Furniture' } });
  });

  it('keep the name of an entry that QuickBooks does not have', () => {
    expect(filled({ location: 'Boston' })).toEqual({ location: { id: null, name: 'Boston' } });
  });

  it('stay empty while the settings of the company are unknown', () => {
    expect(furtherFields({ custom1: 'PO-7' }, makeProfile())).toEqual({});
  });
});
