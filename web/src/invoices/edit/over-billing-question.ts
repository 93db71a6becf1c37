import { besideDeal } from '@dealbill/server/shared/beside-deal';
import { Big, money as exact } from '@dealbill/server/shared/money';
import type { Question } from '../../host/dialogs.ts';
import { money } from '../../lib/format.ts';
import { m } from '../../words/compiled/messages.js';
import { type EditValues, type InvoicePage, valuesOf } from './edit-values.ts';
import { sameLines } from './same-values.ts';
import { totalBeside } from './totals-after.ts';

/**
 * What to ask before the typed lines bill more than the deal is worth; null when they bill no more than
 * before, or no more than is left.
 */
export const overBillingQuestion = (page: InvoicePage, typed: EditValues): Question | null => {
  const { invoice, room } = page;
  if (!room?.value || sameLines(valuesOf(page).lines, typed.lines)) return null;
  const { currency } = invoice;
  const { before, after, beforeTax } = totalBeside(page, typed);
  const raise = new Big(after).minus(before);
  const beside = besideDeal(room, { currency, total: exact(raise) });
  if (raise.lte(0) || beside.kind !== 'counted' || !beside.beyond) return null;
  const total = money(after, currency);
  const told = {
    deal: room.deal,
    value: money(room.value.amount, currency),
    before: money(before, currency),
    after: beforeTax ? m.invoices_edit_over_before_tax({ total }) : total,
  };
  const left = room.left ?? '0';
  return {
    title: m.invoices_edit_over_title({ over: money(beside.beyond, currency) }),
    description:
      Number(left) > 0
        ? m.invoices_edit_over_text_some_left({ ...told, left: money(left, currency) })
        : m.invoices_edit_over_text_none_left(told),
    okText: m.invoices_edit_over_ok(),
    cancelText: m.invoices_edit_over_back(),
    okColor: 'primary',
  };
};
