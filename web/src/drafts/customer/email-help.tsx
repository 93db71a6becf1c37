import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { useFormContext } from 'react-hook-form';
import { m } from '../../messages/compiled/messages.js';
import { WarningIcon } from '../../ui/controls/icons.tsx';
import { focusField } from '../../ui/focus/focus-field.ts';
import { useOpenDraft } from '../draft-form-context.ts';
import styles from './customer-section.module.css';

/** Help of an empty e-mail field; offers the address that QuickBooks has for the customer. */
export function EmailHelp() {
  const { choice, email } = useOpenDraft().content.customer;
  const { setValue } = useFormContext<DraftContent>();
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
              setValue('customer.email', known, { shouldDirty: true, shouldTouch: true });
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
