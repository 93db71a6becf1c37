import type { FieldError } from '@dealbill/server/shared/contract/error-body';
import { useChecked } from '../../editor/editor-store.ts';
import { ProblemList } from '../../editor/problem-list.tsx';
import { beforeStop, listed } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { similarCustomers } from '../customer/similar-customers.ts';
import { useCandidates } from '../customer/use-candidates.ts';
import { useDraftState } from '../draft-session.ts';
import { isWarned } from '../draft-state.ts';
import { useBeyondDeal, useUsedOfPlan } from './left-to-bill.tsx';

/** Lists every reason for which QuickBooks would reject the invoice, and what to check first. */
export function Preflight() {
  const wasRefused = useDraftState(({ status }) => status.refusal !== null);
  const isCautioned = useChecked((checked) => checked.cautions.length > 0);
  const cautions = useCautions();
  const hasWarning = useDraftState(isWarned);
  const isReady = cautions.length === 0 && !isCautioned && !wasRefused && !hasWarning;
  return (
    <ProblemList
      title={m.drafts_check_title()}
      cautions={cautions}
      clear={{ text: clearWords(isReady, wasRefused), isReady }}
    />
  );
}

/** Text without problems; says *ready* only when no warning remains either. */
const clearWords = (isReady: boolean, wasRefused: boolean): string => {
  if (isReady) return m.drafts_check_clear();
  return wasRefused ? m.drafts_check_clear_refused() : m.editor_check_cautions_first();
};

/** What only the form knows: similar customers, and how much the deal has been billed. */
const useCautions = (): FieldError[] => {
  const choice = useChecked(({ document }) => document.customer.choice);
  const currency = useChecked(({ document }) => document.details.currency);
  const alike = similarCustomers(choice, currency, useCandidates());
  const beyond = useBeyondDeal();
  const used = useUsedOfPlan();
  const names = beforeStop(listed(alike.map(({ name }) => name)));
  return [
    ...(alike.length > 0
      ? [{ path: 'customer.choice', problem: 'customer_alike' as const, limit: names }]
      : []),
    ...(beyond ? [{ path: 'total', problem: 'over_deal' as const, limit: beyond }] : []),
    ...(used ? [{ path: 'total', problem: 'over_plan' as const, limit: used }] : []),
  ];
};
