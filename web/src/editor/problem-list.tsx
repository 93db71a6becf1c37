import type { FieldError } from '@dealbill/server/shared/contract/error-body';
import type { InvoiceFieldSettings } from '@dealbill/server/shared/contract/invoice-fields';
import type { ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { problemSentence, problemText } from '../lib/field-messages.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { BlockedIcon, InfoIcon, TickCircleIcon, WarningIcon } from '../ui/controls/icons.tsx';
import { lineOf } from '../ui/fields/field-path.ts';
import { focusField } from '../ui/focus/focus-field.ts';
import type { EditorAction, EditorState } from './document-reducer.ts';
import { useChecked, useEdited, useEditor } from './editor-store.ts';
import { problemName } from './field-names.ts';
import { type FixButton, fixesOf } from './fixes.ts';
import { sameTaxPath } from './line-editor/same-tax.tsx';
import { taxQuestionText } from './line-editor/tax-source.ts';
import styles from './problem-list.module.css';
import { ReactivateButton } from './reactivate-button.tsx';

/** Focuses the list, for a problem that belongs to no field. */
export const problemsPath = 'problems';

type ProblemListProps = {
  title: string;
  /** Cautions that only the mode finds, before those of the checks. */
  cautions?: FieldError[];
  /** Text while there is no problem; `isReady` when nothing else stands in the way either. */
  clear: { text: string; isReady: boolean };
};

/**
 * Lists everything for which QuickBooks would reject the document, and what the user probably does
 * not intend, with links to the fields and corrections.
 */
export function ProblemList({ title, cautions = [], clear }: ProblemListProps) {
  const problems = useChecked((checked) => checked.problems);
  const found = useChecked((checked) => checked.cautions);
  const isReady = clear.isReady && found.length === 0;
  return (
    <section className={styles.check} aria-label={title} data-path={problemsPath} tabIndex={-1}>
      <h2 className={styles.title}>{title}</h2>
      {problems.length > 0 ? <Problems problems={problems} /> : null}
      <Cautions cautions={[...cautions, ...found]} />
      {problems.length > 0 ? null : (
        <p className={isReady ? styles.clear : styles.note}>
          {isReady ? <TickCircleIcon /> : <InfoIcon />}
          <span>{clear.text}</span>
        </p>
      )}
    </section>
  );
}

/** Shows the problem at its field, and focuses the field. */
const useShow = () => {
  const { dispatch } = useEditor();
  return (path: string) => {
    dispatch({ type: 'field_left', path });
    focusField(path);
  };
};

function Problems({ problems }: { problems: FieldError[] }) {
  const { state } = useEditor();
  const show = useShow();
  return (
    <>
      <p className={styles.count}>
        <BlockedIcon />
        <span>{m.editor_check_count({ count: problems.length })}</span>
      </p>
      <ul className={styles.list}>
        {problems.filter(isMissingCode).length > 1 ? (
          <li>
            <ProblemLink press={() => focusField(sameTaxPath)}>
              {m.editor_check_same_tax()}
            </ProblemLink>
          </li>
        ) : null}
        {problems.map((error) => (
          <li key={`${error.path} ${error.problem}`}>
            {error.path === '' ? (
              problemSentence(error)
            ) : (
              <ProblemLink press={() => show(error.path)}>
                {m.editor_check_problem({
                  field: problemName(error, state.getState().company.invoiceFields),
                  problem: problemText(error),
                })}
                {whyMissing(error, state.getState())}
              </ProblemLink>
            )}
            <Fixes error={error} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Cautions({ cautions }: { cautions: FieldError[] }) {
  const settings = useEdited(({ company }) => company.invoiceFields);
  const show = useShow();
  if (cautions.length === 0) return null;
  return (
    <ul className={styles.cautions} aria-label={m.editor_check_cautions()}>
      {cautions.map((caution) => (
        <li key={`${caution.path} ${caution.problem}`}>
          <WarningIcon />
          <div>
            {fieldOfCaution(caution) ? (
              <ProblemLink press={() => show(caution.path)}>
                {cautionText(caution, settings)}
              </ProblemLink>
            ) : (
              cautionText(caution, settings)
            )}
            <Fixes error={caution} />
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Cautions about the whole invoice belong to no field. */
const fieldOfCaution = ({ path }: FieldError): boolean => path !== '' && path !== 'total';

/** Their texts do not say what they are about. */
const nameless: ReadonlySet<string> = new Set(['address_copied', 'letters_at_risk']);

const cautionText = (caution: FieldError, settings?: InvoiceFieldSettings): string =>
  lineOf(caution.path) === null && !nameless.has(caution.problem)
    ? problemSentence(caution)
    : m.editor_check_problem({
        field: problemName(caution, settings),
        problem: problemText(caution),
      });

/** Corrections of a problem, each with one press. */
function Fixes({ error }: { error: FieldError }) {
  const { dispatch } = useEditor();
  // As text, so that typing renders the buttons whose correction changes.
  const fixes: FixButton[] = JSON.parse(
    useEdited((state) => JSON.stringify(fixesOf(error, state))),
  );
  if (fixes.length === 0) return null;
  return (
    <span className={styles.fixes}>
      {fixes.map(({ text, action, reactivation }) => {
        // The pressed button disappears, so the focus moves to the field.
        const apply = (next: EditorAction, hasFocus = true) => {
          flushSync(() => dispatch(next));
          if (hasFocus && !focusField(error.path)) focusField('lines');
        };
        return reactivation ? (
          <ReactivateButton key={text} record={reactivation} text={text} done={apply} />
        ) : (
          <Button key={text} onClick={() => apply(action)}>
            {text}
          </Button>
        );
      })}
    </span>
  );
}

function ProblemLink({ press, children }: { press: () => void; children: ReactNode }) {
  return (
    <button type="button" className={styles.problem} onClick={press}>
      {children}
    </button>
  );
}

const isMissingCode = ({ problem }: FieldError): boolean => problem === 'choose_tax_code';

/** Why a line has no tax code, to append to the problem. */
const whyMissing = (error: FieldError, { document, company }: EditorState): string => {
  const line = document.lines[lineOf(error.path) ?? -1];
  const why = line && isMissingCode(error) ? taxQuestionText(line, company) : null;
  return why === null ? '' : ` (${why})`;
};
