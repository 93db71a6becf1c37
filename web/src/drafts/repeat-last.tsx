import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { flushSync } from 'react-dom';
import { isEmptyLine } from '../editor/document.ts';
import { useEdited, useEditor } from '../editor/editor-store.ts';
import { api } from '../lib/api.ts';
import { plainDate } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { focusField } from '../ui/focus/focus-field.ts';
import { useDraft } from './draft-session.ts';
import styles from './repeat-last.module.css';

/** Adds the lines of the customer's last invoice; nothing while there is none. */
export function RepeatLast() {
  const { opened } = useDraft();
  const { state, dispatch } = useEditor();
  const [repeated, setRepeated] = useState<string | null>(null);
  const dealId = opened.deal.id;
  const customerId = useEdited(({ document: { customer } }) =>
    customer.choice.kind === 'existing' ? customer.choice.id : null,
  );
  const currency = useEdited(({ document }) => document.details.currency);
  // QuickBooks stores prices without tax, which a form with tax in its prices would misread.
  const isNet = useEdited(({ document }) => document.details.taxMode !== 'inclusive');
  const { data } = useQuery({
    queryKey: ['drafts', 'lastInvoice', dealId, customerId, currency],
    queryFn: ({ signal }) =>
      api.drafts.lastInvoice({ dealId, customerId: customerId ?? '', currency }, { signal }),
    enabled: customerId !== null && currency !== '' && isNet,
    retry: false,
  });
  const last = customerId !== null && isNet ? data?.invoice : null;
  if (!last || last.lines.length === 0) return null;
  const { number, issueDate, lines, left } = last;

  const repeat = () => {
    const before = state.getState().document.lines.filter((line) => !isEmptyLine(line)).length;
    flushSync(() => {
      // Their keys are new each time, so that an invoice can be repeated twice.
      const copies = lines.map((line) => ({ ...line, key: crypto.randomUUID() }));
      dispatch({ type: 'lines_added', lines: copies });
      setRepeated(number);
    });
    focusField(`lines.${before}.quantity`);
  };

  return (
    <div className={styles.repeat}>
      <Button onClick={repeat}>
        {m.drafts_repeat_last({ number, date: plainDate(issueDate, opened.today) })}
      </Button>
      <p role="status" className={styles.left}>
        {repeated === number && left > 0 ? m.drafts_lines_left({ count: left }) : null}
      </p>
    </div>
  );
}
