import type { FieldError } from '@dealbill/server/shared/contract/error-body';
import type { ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { problemText } from '../lib/field-messages.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { InfoIcon, TickCircleIcon, WarningIcon } from '../ui/controls/icons.tsx';
import { lineOf } from '../ui/fields/field-path.ts';
import { focusField } from '../ui/focus/focus-field.ts';
import type { EditorState } from './document-reducer.ts';
import { useChecked, useEdited, useEditor } from './editor-store.ts';
import { problemName } from './field-names.ts';
import { type Fix, fixesOf } from './fixes.ts';
import { sameTaxPath } from './line-editor/same-tax.tsx';
import { taxQuestionText } from './line-editor/tax-source.ts';
import styles from './problem-list.module.css';

/** Something that QuickBooks accepts but the user probably does not intend. */
export type Caution = {
  /** Path of the field it concerns; null for the whole invoice. */
  path: string | null;
  text: string;
  /** Label of the link to the field, after the text; the text itself is the link without it. */
  link?: string;
};

type ProblemListProps = {
  title: string;
  cautions: Caution[];
  /** Problems that only the mode finds, before those of the checks. */
  first?: FieldError[];
  /** Text while there is no problem; `isReady` when nothing else stands in the way either. */
  clear: { text: string; isReady: boolean } | null;
};

/** Lists everything for which QuickBooks would reject the document, with links to the fields. */
export function ProblemList({ title, cautions, first = [], clear }: ProblemListProps) {
  const found = useChecked((checked) => checked.problems);
  const problems = [...first, ...found];
  return (
    <section className={styles.check} aria-label={title}>
      <h2 className={styles.title}>{title}</h2>
      {cautions.map((caution) => (
        <CautionRow key={caution.text} caution={caution} />
      ))}
      {problems.length > 0 ? (
        <Problems problems={problems} />
      ) : clear ? (
        <p className={clear.isReady ? styles.clear : styles.count}>
          {clear.isReady ? <TickCircleIcon /> : <InfoIcon />}
          <span>{clear.text}</span>
        </p>
      ) : null}
    </section>
  );
}

function Problems({ problems }: { problems: FieldError[] }) {
  const { state, dispatch } = useEditor();
  const show = (path: string) => {
    dispatch({ type: 'field_left', path });
    focusField(path);
  };
  return (
    <>
      <p className={styles.count}>
        <WarningIcon />
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
            <ProblemLink press={() => show(error.path)}>
              {m.editor_check_problem({ field: problemName(error), problem: problemText(error) })}
              {whyMissing(error, state.getState())}
            </ProblemLink>
            <Fixes error={error} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** Corrections of a problem, each with one press. */
function Fixes({ error }: { error: FieldError }) {
  const { dispatch } = useEditor();
  // As text, so that typing renders the buttons whose correction changes.
  const fixes: Fix[] = JSON.parse(useEdited((state) => JSON.stringify(fixesOf(error, state))));
  if (fixes.length === 0) return null;
  return (
    <span className={styles.fixes}>
      {fixes.map(({ text, action }) => (
        <Button
          key={text}
          onClick={() => {
            // The pressed button disappears, so the focus moves to the field.
            flushSync(() => dispatch(action));
            focusField(error.path);
          }}
        >
          {text}
        </Button>
      ))}
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

function CautionRow({ caution: { path, text, link } }: { caution: Caution }) {
  return (
    <div className={styles.count}>
      <WarningIcon />
      {path === null ? (
        <span>{text}</span>
      ) : link ? (
        <span>
          {text} <ProblemLink press={() => focusField(path)}>{link}</ProblemLink>
        </span>
      ) : (
        <ProblemLink press={() => focusField(path)}>{text}</ProblemLink>
      )}
    </div>
  );
}

const isMissingCode = ({ problem }: FieldError): boolean => problem === 'choose_tax_code';

/** Why a line has no tax code, to append to the problem. */
const whyMissing = (error: FieldError, { document, company }: EditorState): string => {
  const line = document.lines[lineOf(error.path) ?? -1];
  const why = line && isMissingCode(error) ? taxQuestionText(line, company) : null;
  return why === null ? '' : ` (${why})`;
};
