import { type CompanyProfile, sendsNumber } from '@dealbill/server/shared/contract/company-profile';
import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { termToSend } from '@dealbill/server/shared/dates/fitting-term';
import { shipAddressOf } from '@dealbill/server/shared/tax/tax-address';
import { taxRulesOf } from '@dealbill/server/shared/tax/tax-rules';
import { m } from '../../messages/compiled/messages.js';

export type Added = { key: string; text: string };

type Found = Added | false | undefined | '';

/** What QuickBooks adds to an invoice when it is created, as far as the company's settings show. */
export const addedByQuickbooks = (content: DraftContent, profile: CompanyProfile): Added[] => {
  const found: Found[] = [
    ...numberAndDates(content, profile),
    ...addressAndTax(content, profile),
    ...textsAndCopies(content, profile),
  ];
  return found.filter((one) => typeof one === 'object');
};

/** Where the company does not number its invoices itself, and no number is sent. */
export const isNumberedByQuickbooks = (
  { number }: Pick<DraftContent['details'], 'number'>,
  profile: CompanyProfile,
): boolean => !profile.customNumbers && (!sendsNumber(profile) || number.trim() === '');

const numberAndDates = ({ details }: DraftContent, profile: CompanyProfile): Found[] => {
  const term = termToSend(details, profile);
  const usual = profile.terms.find(({ id }) => id === profile.defaultTermId);
  return [
    isNumberedByQuickbooks(details, profile) && { key: 'number', text: m.drafts_adds_number() },
    term.termId === null && {
      key: 'term',
      text: usual ? m.drafts_adds_term({ term: usual.name }) : m.drafts_adds_customer_term(),
    },
    term.dueDate === null && { key: 'due', text: m.drafts_adds_due_date() },
  ];
};

const addressAndTax = (content: DraftContent, profile: CompanyProfile): Found[] => {
  const { to, address } = content.customer;
  const shipTo = shipAddressOf(content, profile);
  return [
    `${to}${address}`.trim() === '' && { key: 'address', text: m.drafts_adds_address() },
    taxRulesOf(profile).isByAddress && {
      key: 'tax',
      text: shipTo === null ? m.drafts_adds_tax_of_customer() : m.drafts_adds_tax(),
    },
  ];
};

const textsAndCopies = (
  { customer, details }: DraftContent,
  { salesForms }: CompanyProfile,
): Found[] => {
  const { cc = '', bcc = '' } = customer;
  if (!salesForms) return [];
  const { message, cc: usualCc, bcc: usualBcc } = salesForms;
  return [
    details.message.trim() === '' &&
      message && { key: 'message', text: m.drafts_adds_message({ message }) },
    cc.trim() === '' && usualCc && { key: 'cc', text: m.drafts_adds_cc({ emails: usualCc }) },
    bcc.trim() === '' && usualBcc && { key: 'bcc', text: m.drafts_adds_bcc({ emails: usualBcc }) },
    salesForms.copyToCompany && { key: 'copy', text: m.drafts_adds_copy() },
    salesForms.onlinePayments && { key: 'payment', text: m.drafts_adds_online_payment() },
    salesForms.appliesCredit && { key: 'credit', text: m.drafts_adds_credit() },
  ];
};
