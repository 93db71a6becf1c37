import type { DraftContent } from '../contract/draft-content.ts';
import type { Recipients } from '../contract/recipients.ts';

type Customer = DraftContent['customer'];

/**
 * Fills recipients that nobody typed: those remembered for the customer, else the deal's e-mail
 * address and the company's copies (`usual`).
 */
export const fillRecipients = (
  customer: Customer,
  usual: Recipients,
  remembered: Recipients | null,
): Customer => ({
  ...customer,
  ...email(customer, usual, remembered),
  ...copies(customer, usual, remembered),
});

const email = ({ emailFrom = 'user' }: Customer, usual: Recipients, known: Recipients | null) => {
  if (emailFrom === 'user') return {};
  return known?.to
    ? { email: known.to, emailFrom: 'remembered' as const }
    : { email: usual.to, emailFrom: 'deal' as const };
};

const copies = ({ copiesFrom = 'user' }: Customer, usual: Recipients, known: Recipients | null) => {
  if (copiesFrom === 'user') return {};
  const { cc, bcc } = known ?? usual;
  return { cc, bcc, copiesFrom: known ? ('remembered' as const) : ('company' as const) };
};
