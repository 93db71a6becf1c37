import type { Candidate } from '@dealbill/server/contract/customers';
import type { DraftForm } from '@dealbill/server/contract/drafts';
import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import type { FieldError } from '@dealbill/server/shared/contract/error-body';
import { problemText } from '../../lib/field-messages.ts';
import { beforeStop, listed } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { InfoIcon, TickCircleIcon, WarningIcon } from '../../ui/controls/icons.tsx';
import { lineOf } from '../../ui/fields/field-path.ts';
import { focusField } from '../../ui/focus/focus-field.ts';
import { similarCustomers, takenName } from '../customer/similar-customers.ts';
import { useCandidates } from '../customer/use-candidates.ts';
import { useOpenDraft } from '../draft-form-context.ts';
import { problemName } from '../field-names.ts';
import { sameTaxPath } from '../lines/same-tax.tsx';
import { taxQuestionText } from '../lines/tax-source.ts';
import styles from './preflight.module.css';
import { Caution, useCautions } from './preflight-warnings.tsx';

/**
 * Lists every reason for which QuickBooks would reject the invoice, each with a link to its field.
 */
export function Preflight() {
  const { opened, content, problems: found, visit, wasRefused } = useOpenDraft();
  const candidates = useCandidates();
  const alike = similarCustomers(content, candidates);
  const known = found.some(({ path }) => path === 'customer.choice.name');
  const problems = [...(known ? [] : takenName(content, candidates)), ...found];
  const cautions = useCautions();
  const isClear = alike.length === 0 && cautions.length === 0 && !wasRefused;
  return (
    <section className={styles.check} aria-label={m.drafts_check_title()}>
      <h2 className={styles.title}>{m.drafts_check_title()}</h2>
      {alike.length > 0 ? <SimilarCustomerWarning alike={alike} /> : null}
      {cautions.map((caution) => (
        <Caution key={caution.words} caution={caution} />
      ))}
      {problems.length === 0 ? (
        <p className={isClear ? styles.clear : styles.count}>
          {isClear ? <TickCircleIcon /> : <InfoIcon />}
          <span>{clearWords(isClear, wasRefused)}</span>
        </p>
      ) : (
        <>
          <p className={styles.count}>
            <WarningIcon />
            <span>{m.drafts_check_count({ count: problems.length })}</span>
          </p>
          <ul className={styles.list}>
            {problems.filter(isMissingCode).length > 1 ? (
              <li>
                <button
                  type="button"
                  className={styles.problem}
                  onClick={() => focusField(sameTaxPath)}
                >
                  {m.drafts_check_same_tax()}
                </button>
              </li>
            ) : null}
            {problems.map((error) => (
              <li key={`${error.path} ${error.problem}`}>
                <button
                  type="button"
                  className={styles.problem}
                  onClick={() => {
                    visit(error.path);
                    focusField(error.path);
                  }}
                >
                  {m.drafts_check_problem({
                    field: problemName(error),
                    problem: problemText(error),
                  })}
                  {whyMissing(error, content, opened)}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** Text without problems; says *ready* only when no warning remains either. */
const clearWords = (isClear: boolean, wasRefused: boolean): string => {
  if (isClear) return m.drafts_check_clear();
  return wasRefused ? m.drafts_check_clear_refused() : m.drafts_check_cautions();
};

const isMissingCode = ({ problem }: FieldError): boolean => problem === 'choose_tax_code';

/** Why a line has no tax code, to append to the problem. */
const whyMissing = (
  error: FieldError,
  { lines }: DraftContent,
  { profile }: Pick<DraftForm, 'profile'>,
): string => {
  const line = lines[lineOf(error.path) ?? -1];
  const why = line && isMissingCode(error) ? taxQuestionText(line, profile) : null;
  return why === null ? '' : ` (${why})`;
};

/** Warns that a new customer is similar to existing ones; does not block the creation. */
function SimilarCustomerWarning({ alike }: { alike: Candidate[] }) {
  return (
    <div className={styles.count}>
      <WarningIcon />
      <span>
        {m.drafts_look_alikes_named({ names: beforeStop(listed(alike.map(({ name }) => name))) })}{' '}
        <button
          type="button"
          className={styles.problem}
          onClick={() => focusField('customer.choice')}
        >
          {m.drafts_look_alikes_compare()}
        </button>
      </span>
    </div>
  );
}
