import type { FieldError } from '@dealbill/server/shared/contract/error-body';
import { flushSync } from 'react-dom';
import styles from '../../editor/details/details-section.module.css';
import { useEdited, useEditor } from '../../editor/editor-store.ts';
import { type FixButton, fixesOf } from '../../editor/fixes.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { focusField } from '../../ui/focus/focus-field.ts';
import { useCandidates } from '../customer/use-candidates.ts';
import type { CurrencyClash } from './customer-currency.ts';

const path = 'details.currency';

/**
 * The corrections of the clash, and the other candidates in the invoice's currency before them:
 * those that the organization or person is linked to, or that are found by its name or e-mail
 * address.
 */
const useSolutions = (clash: CurrencyClash): FixButton[] => {
  const error: FieldError = { path, problem: 'currency_mismatch', limit: clash.customer };
  // As text, so that typing renders the buttons whose correction changes.
  const fixes: FixButton[] = JSON.parse(
    useEdited((state) => JSON.stringify(fixesOf(error, state))),
  );
  const offered = new Set(
    fixes.map(({ action }) => (action?.type === 'customer_chosen' ? action.row.id : '')),
  );
  const candidates = useCandidates()
    .filter((row) => row.currency === clash.invoice && !offered.has(row.id))
    .map(({ reason: _, ...row }) => ({
      text: m.editor_fix_use_customer({ name: row.name }),
      action: { type: 'customer_chosen' as const, row },
    }));
  return [...candidates, ...fixes];
};

/** Explains that customer and invoice differ in currency, and offers the solutions. */
export function CurrencyClashNotice({ clash }: { clash: CurrencyClash }) {
  const { dispatch } = useEditor();
  const solutions = useSolutions(clash);
  const toCustomer = (field: string) => {
    flushSync(() => dispatch({ type: 'choosing_customer', choosing: true }));
    focusField(field);
  };
  const press = ({ action }: FixButton) => {
    if (!action) return;
    flushSync(() => dispatch(action));
    // The name can be changed before it is created; any other press moves on to the next question.
    if (action.type === 'new_customer_named') toCustomer('customer.choice.name');
    else focusField(path);
  };
  return (
    <div className={styles.wide}>
      <Notice
        kind="warning"
        title={m.drafts_currency_clash_title(clash)}
        action={
          <>
            {solutions.map((solution) => (
              <Button key={solution.text} onClick={() => press(solution)}>
                {solution.text}
              </Button>
            ))}
            <Button onClick={() => toCustomer('customer.choice')}>
              {m.drafts_currency_clash_other()}
            </Button>
          </>
        }
      >
        {m.drafts_currency_clash_text(clash)}
      </Notice>
    </div>
  );
}
