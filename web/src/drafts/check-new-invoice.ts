import type { DraftForm } from '@dealbill/server/contract/drafts';
import { cautionsOf } from '@dealbill/server/shared/checks/cautions';
import { amountOff, checkDraft } from '@dealbill/server/shared/checks/check-draft';
import { checkEstimate } from '@dealbill/server/shared/checks/check-estimate';
import { isFromMirror } from '@dealbill/server/shared/checks/check-known';
import { unstorable } from '@dealbill/server/shared/checks/check-storable';
import type { CompanyProfile } from '@dealbill/server/shared/contract/company-profile';
import type { FieldError } from '@dealbill/server/shared/contract/error-body';
import { type InvoiceTotals, invoiceTotals } from '@dealbill/server/shared/money/invoice-totals';
import type { InvoiceDocument } from '../editor/document.ts';
import type { EditorState } from '../editor/document-reducer.ts';
import type { Findings } from '../editor/editor-store.ts';
import { lostChoice } from './customer/lost-customer.ts';
import { ratePath } from './details/read-exchange-rates.ts';

type Opened = Pick<DraftForm, 'profile' | 'lost' | 'today' | 'proposedNumber' | 'numberTrouble'>;

/** The company profile with the terms that were created since the form was opened. */
export const profileNow = (
  { company }: EditorState,
  { profile }: Pick<DraftForm, 'profile'>,
): CompanyProfile => ({
  ...profile,
  terms: company.terms,
});

/** Why the invoice cannot be linked to its estimate. */
export const estimateProblems = (
  { document, estimateTrouble }: EditorState,
  { today }: Pick<DraftForm, 'today'>,
): FieldError[] => {
  const isRead = estimateTrouble?.estimateId === document.estimate?.id;
  return checkEstimate(document, today, isRead ? estimateTrouble?.trouble : null);
};

/** Totals as QuickBooks will show them, and everything for which it would reject the invoice. */
export const checkNewInvoice = (state: EditorState, opened: Opened): Findings => {
  const { document, rate, known } = state;
  const profile = profileNow(state, opened);
  const totals = invoiceTotals(document, profile);
  const found = checkDraft(document, profile, totals, known).map(withPatternPart(document, opened));
  // The user need not fill in a rate that is being requested.
  const problems = rate === 'reading' ? found.filter(({ path }) => path !== ratePath) : found;
  const isCut = found.some(({ problem }) => problem === 'percent_decimals');
  return {
    totals: {
      ...totals,
      amounts: amountsOf(totals),
      discountAsAmount: isCut ? amountOff(document, profile) : null,
      other: '0',
    },
    problems: [
      ...problems,
      ...estimateProblems(state, opened),
      ...lostChoice(opened, document, state.reactivatedCustomer).filter(notIn(problems)),
    ],
    cautions: [...numberCautions(document, opened), ...cautionsOf(document, profile, known)],
    alwaysShown: [
      ...unstorable(document),
      ...problems.filter(
        ({ problem }) => isFromMirror(problem) || problem === 'number_pattern_too_long',
      ),
    ].map(({ path }) => path),
  };
};

/** Reports a field once. */
const notIn =
  (problems: FieldError[]) =>
  ({ path }: FieldError): boolean =>
    !problems.some((other) => other.path === path);

const amountsOf = ({ lines }: InvoiceTotals) =>
  new Map(
    lines
      .flatMap((line) => [line, ...(line.parts ?? [])])
      .map(({ key, amount, inclusiveAmount }) => [key, inclusiveAmount ?? amount]),
  );

type Numbered = Pick<DraftForm, 'proposedNumber' | 'numberTrouble'>;

/** Names the part of the pattern that makes the proposed number too long. */
const withPatternPart =
  ({ details }: InvoiceDocument, { proposedNumber, numberTrouble }: Numbered) =>
  (error: FieldError): FieldError =>
    error.path === 'details.number' &&
    error.problem === 'too_long' &&
    numberTrouble?.kind === 'too_long' &&
    details.number === proposedNumber
      ? { path: error.path, problem: 'number_pattern_too_long', limit: numberTrouble.part }
      : error;

/** Why the pattern gave no number, until one is typed. */
const numberCautions = (
  { details }: InvoiceDocument,
  { numberTrouble }: Numbered,
): FieldError[] => {
  if (!numberTrouble || numberTrouble.kind === 'too_long' || details.number.trim() !== '')
    return [];
  const { kind, part } = numberTrouble;
  return [{ path: 'details.number', problem: `number_part_${kind}`, limit: part }];
};
