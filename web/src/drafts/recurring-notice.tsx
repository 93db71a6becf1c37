import { useChecked } from '../editor/editor-store.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { Notice } from '../ui/feedback/notice.tsx';
import { useDraft } from './draft-session.ts';

/** Leads from a form with recurring products to the billing plan, which bills the period due. */
export function RecurringNotice({ showPlan }: { showPlan: () => void }) {
  const { opened, saving } = useDraft();
  const recurs = useChecked(({ document }) =>
    document.lines.some(({ dealRow }) => dealRow?.billing !== undefined),
  );
  if (!recurs || opened.instalment) return null;
  // Content that could not be saved stays on the screen; the footer says why.
  const leave = async () => {
    if (await saving.flush()) showPlan();
  };
  return (
    <Notice
      kind="info"
      title={m.billing_plans_recurring_title()}
      action={<Button onClick={() => void leave()}>{m.billing_plans_recurring_open()}</Button>}
    >
      {m.billing_plans_recurring_text()}
    </Notice>
  );
}
