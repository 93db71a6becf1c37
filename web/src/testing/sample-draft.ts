import type { DraftForm } from '@dealbill/server/contract/drafts';
import type { CompanyProfile } from '@dealbill/server/shared/contract/company-profile';
import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { nothingKnown } from '@dealbill/server/shared/contract/known-records';
import { emptyLine } from '../editor/document.ts';

/** Profile of a UK company with two currencies and one tax code. */
export const sampleProfile: CompanyProfile = {
  realmId: '9341450000000000202',
  companyName: 'Harbour Workspaces UK Ltd',
  country: 'GB',
  zone: 'Europe/London',
  homeCurrency: 'GBP',
  multiCurrency: true,
  currencies: ['GBP', 'EUR'],
  customNumbers: true,
  discounts: true,
  closedUntil: null,
  taxRegime: 'per_line',
  taxRounding: 'per_line',
  terms: [{ id: '3', name: 'Net 30', rule: { kind: 'days', days: 30 } }],
  defaultTermId: '3',
  taxCodes: [{ id: '20', name: '20.0% S', rates: [{ id: '4', name: '20% (VAT)', percent: '20' }] }],
};

/** Draft in pounds with one empty line and no customer. */
export const sampleContent: DraftContent = {
  customer: {
    choice: { kind: 'none' },
    to: 'Cedar & Finch Ltd',
    address: '',
    email: '',
    taxId: '',
  },
  details: {
    issueDate: '2026-03-13',
    term: { kind: 'days', days: 7 },
    dueDate: '2026-03-20',
    currency: 'GBP',
    number: '',
    taxMode: 'excluded',
    salesTaxCodeId: null,
    message: '',
    memo: '',
  },
  lines: [emptyLine('first')],
  discount: { kind: 'none' },
};

/** The form of that draft, never saved. */
export const sampleForm: DraftForm = {
  status: {
    id: '5f0c1f9e-7a39-4a4e-9d3e-2f6f3c1f9a10',
    version: 0,
    state: 'editing',
    sentAt: null,
    invoice: null,
    totalsComparison: null,
    sending: null,
    refusal: null,
    notCreated: false,
    found: [],
  },
  savedAt: null,
  today: '2026-03-13',
  openedAt: '2026-03-13T08:00:00.000Z',
  content: sampleContent,
  profile: sampleProfile,
  candidates: [],
  lost: null,
  deal: { id: 101, title: 'Office fit-out', currency: 'GBP', organization: null, person: null },
  room: { value: null, left: null, orphaned: '0.00', basis: 'without_tax', derived: false },
  instalment: null,
  planned: '0.00',
  missingFields: [],
  known: nothingKnown,
  usualRecipients: { to: '', cc: '', bcc: '' },
  proposedNumber: '1043',
  numberTrouble: null,
};
