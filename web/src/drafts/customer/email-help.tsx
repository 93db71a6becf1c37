import { useEdited, useEditor } from '../../editor/editor-store.ts';
import { m } from '../../messages/compiled/messages.js';
import { WarningIcon } from '../../ui/controls/icons.tsx';
import { focusField } from '../../ui/focus/focus-field.ts';
import styles from './customer-section.module.css';

/** Help of an empty e-mail field; offers the address that QuickBooks has for the customer. */
export function EmailHelp() {
  const { dispatch } = useEditor();
  const { choice, email } = useEdited(({ document }) => document.customer);
  if (email.trim() !== '') return null;
  const known = (choice.kind === 'existing' && choice.email) || null;
  return (
    <span className={styles.missing}>
      <WarningIcon />
      <span>
        {m.drafts_email_missing()}{' '}
        {known ? (
          <button
            type="button"
            className={styles.use}
            onClick={() => {
              dispatch({ type: 'text_typed', path: 'customer.email', text: known });
              focusField('customer.email');
            }}
          >
            {m.drafts_email_use({ email: known })}
          </button>
        ) : null}
      </span>
    </span>
  );
}
