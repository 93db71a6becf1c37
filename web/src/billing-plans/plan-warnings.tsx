import { flushSync } from 'react-dom';
import { money } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { Notice } from '../ui/feedback/notice.tsx';
import { focusField } from '../ui/focus/focus-field.ts';
import { datePath } from './plan-rows.tsx';
import type { Plan } from './queries.ts';
import { adjustedRows, leftForRows, planWithRows, type Row } from './rows.ts';
import { beyondTitle, currencyTitle, valueTitle } from './warnings.ts';

type PlanWarningsProps = { plan: Plan; rows: Row[]; setRows: (rows: Row[]) => void };

/** The plan exceeds the deal, or was made for another value; with the button that adjusts it. */
export function PlanWarnings({ plan, rows, setRows }: PlanWarningsProps) {
  const { value, left } = plan.deal;
  const otherCurrency = currencyTitle(plan);
  if (otherCurrency) {
    return (
      <Notice kind="warning" title={otherCurrency}>
        {m.billing_plans_other_currency()}
      </Notice>
    );
  }
  if (value === null) {
    return (
      <Notice kind="info" title={m.billing_plans_no_value_title()}>
        {m.billing_plans_no_value_text()}
      </Notice>
    );
  }
  const shown = planWithRows(plan, rows);
  const beyond = beyondTitle(shown);
  const title = beyond ?? valueTitle(shown);
  if (title === null || left === null) return null;
  const adjusted = adjustedRows(rows, leftForRows(plan) ?? '0');
  const text = beyond
    ? m.billing_plans_beyond_text({
        open: money(shown.open, value.currency),
        left: money(left, value.currency),
      })
    : m.billing_plans_value_text();
  // The pressed button disappears with the warning.
  const adjust = (next: Row[]) => {
    flushSync(() => setRows(next));
    focusField(datePath(0));
  };
  return (
    <Notice
      kind="warning"
      title={title}
      action={
        adjusted ? (
          <Button onClick={() => adjust(adjusted)}>{m.billing_plans_adjust()}</Button>
        ) : undefined
      }
    >
      {adjusted ? text : m.billing_plans_not_adjustable()}
    </Notice>
  );
}
