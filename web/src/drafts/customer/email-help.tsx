import { useEdited, useEditor } from '../../editor/editor-store.ts';
import { m } from '../../messages/compiled/messages.js';
import { WarningIcon } from '../../ui/controls/icons.tsx';
import { focusField } from '../../ui/focus/focus-field.ts';
import styles from './customer-section.module.css';

/**
 * Help of the e-mail field: the deal's address beside a remembered one, and beside an empty field
 * the address that QuickBooks has for the customer.
 */
export function EmailHelp() {
  const { dispatch } = useEditor();
  const { choice, email, emailFrom } = useEdited(({ document }) => document.customer);
  const ofDeal = useEdited(({ usualRecipients }) => usualRecipients?.to ?? '');
  if (email.trim() !== '') {
    if (emailFrom !== 'remembered') return null;
    return (
      <span>
        {m.drafts_recipients_remembered()}{' '}
        {ofDeal && ofDeal !== email ? (
          <button
            type="button"
            className={styles.use}
            onClick={() => {
              dispatch({ type: 'deal_email_used' });
              focusField('customer.email');
            }}
          >
            {m.drafts_email_use({ email: ofDeal })}
          </button>
        ) : null}
      </span>
    );
  }
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
