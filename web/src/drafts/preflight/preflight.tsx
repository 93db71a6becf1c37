import { taxAddressOf } from '@dealbill/server/shared/tax/tax-address';
import { useChecked } from '../../editor/editor-store.ts';
import { type Caution, ProblemList } from '../../editor/problem-list.tsx';
import { beforeStop, listed } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { similarCustomers, takenName } from '../customer/similar-customers.ts';
import { useCandidates } from '../customer/use-candidates.ts';
import { useDraft, useDraftState } from '../draft-session.ts';
import { useBeyondDeal } from './left-to-bill.tsx';

/** Lists every reason for which QuickBooks would reject the invoice, and what to check first. */
export function Preflight() {
  const wasRefused = useDraftState(({ status }) => status.refusal !== null);
  const choice = useChecked(({ document }) => document.customer.choice);
  const isNameKnown = useChecked(({ problems }) =>
    problems.some(({ path }) => path === 'customer.choice.name'),
  );
  const taken = takenName(choice, useCandidates());
  const cautions = useCautions();
  const isReady = cautions.length === 0 && !wasRefused;
  return (
    <ProblemList
      title={m.drafts_check_title()}
      cautions={cautions}
      first={isNameKnown ? [] : taken}
      clear={{ text: clearWords(isReady, wasRefused), isReady }}
    />
  );
}

/** Text without problems; says *ready* only when no warning remains either. */
const clearWords = (isReady: boolean, wasRefused: boolean): string => {
  if (isReady) return m.drafts_check_clear();
  return wasRefused ? m.drafts_check_clear_refused() : m.drafts_check_cautions();
};

/**
 * Problems that QuickBooks accepts but the user probably does not intend: similar customers,
 * over-billing, no e-mail address, no address for sales tax.
 */
const useCautions = (): Caution[] => {
  const { opened } = useDraft();
  const customer = useChecked(({ document }) => document.customer);
  const currency = useChecked(({ document }) => document.details.currency);
  const alike = similarCustomers(customer.choice, currency, useCandidates());
  const taxAddress = taxAddressOf({ customer }, opened.profile);
  const beyond = useBeyondDeal();
  const cautions: (Caution | null)[] = [
    alike.length > 0
      ? {
          path: 'customer.choice',
          text: m.drafts_look_alikes_named({
            names: beforeStop(listed(alike.map(({ name }) => name))),
          }),
          link: m.drafts_look_alikes_compare(),
        }
      : null,
    beyond ? { path: null, text: m.drafts_check_over({ amount: beyond }) } : null,
    customer.email.trim() === '' ? { path: 'customer.email', text: m.drafts_email_none() } : null,
    taxAddress && !taxAddress.placed
      ? {
          path: taxAddress.from === 'other' ? 'customer.shipTo.address' : 'customer.address',
          text: m.drafts_tax_address_no_place(),
        }
      : null,
  ];
  return cautions.filter((caution) => caution !== null);
};
