import { problemWords } from '../lib/field-words.ts';
import { focusField } from '../ui/focus-field.ts';
import { InfoIcon, TickCircleIcon, WarningIcon } from '../ui/icons.tsx';
import { m } from '../words/compiled/messages.js';
import styles from './before-create.module.css';
import { useOpenDraft } from './draft-form-context.ts';
import { fieldName } from './field-names.ts';

/** Every reason QuickBooks would refuse, each leading to its field; green when there is none. */
export function BeforeCreate() {
  const { problems, visit, wasRefused } = useOpenDraft();
  return (
    <section className={styles.check} aria-label={m.drafts_check_title()}>
      <h2 className={styles.title}>{m.drafts_check_title()}</h2>
      {problems.length === 0 ? (
        <p className={wasRefused ? styles.count : styles.clear}>
          {wasRefused ? <InfoIcon /> : <TickCircleIcon />}
          <span>{wasRefused ? m.drafts_check_clear_refused() : m.drafts_check_clear()}</span>
        </p>
      ) : (
        <>
          <p className={styles.count}>
            <WarningIcon />
            <span>{m.drafts_check_count({ count: problems.length })}</span>
          </p>
          <ul className={styles.list}>
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
                    field: fieldName(error.path),
                    problem: problemWords(error),
                  })}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
