import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { besideDeal, leftWithOrphans } from '@dealbill/server/shared/contract/beside-deal';
import { coveredNow } from '@dealbill/server/shared/money/counted-amount';
import { Big, type Decimal, money as exact } from '@dealbill/server/shared/money/money';
import type { InvoiceDocument } from '../../editor/document.ts';
import type { Question } from '../../host/dialogs.ts';
import { money } from '../../lib/format.ts';
import { orphanText } from '../../lib/orphan-text.ts';
import { m } from '../../messages/compiled/messages.js';
import { documentOf } from './edit-document.ts';
import { sameLines } from './same-lines.ts';
import { taxEstimate } from './tax-estimate.ts';
import { totalBeside } from './totals-after.ts';

/**
 * Totals before and after, with or without tax like the deal's value; `words` formats the second
 * one.
 */
type Raise = { before: Decimal; after: Decimal; words: (total: string) => string };

const raiseOf = (page: InvoicePage, typed: InvoiceDocument): Raise => {
  const { before, after, beforeTax } = totalBeside(page, typed);
  if (!beforeTax) return { before, after, words: (total) => total };
  if (page.room?.basis !== 'with_tax') {
    return { before, after, words: (total) => m.invoices_edit_over_before_tax({ total }) };
  }
  // Both estimates have the same rounding error, so their difference has none.
  const moreTax = taxEstimate(page, typed).minus(taxEstimate(page, documentOf(page)));
  const raised = new Big(page.invoice.total).plus(after).minus(before).plus(moreTax);
  return {
    before: page.invoice.total,
    after: exact(raised),
    words: (total) => m.invoices_edit_over_about_with_tax({ total }),
  };
};

/** A raise in the deal's currency, where the invoice was converted from it; else in its own. */
const onDeal = (
  { invoice, room }: InvoicePage,
  raise: Big,
): { currency: string; total: Decimal } => {
  const covers = room?.covers;
  if (!room?.value || covers?.currency !== room.value.currency)
    return { currency: invoice.currency, total: exact(raise) };
  const total = coveredNow(covers, { total: exact(raise), tax: '0' }, room.basis);
  return { currency: covers.currency, total: exact(total) };
};

/**
 * The question before the typed lines exceed the deal's value; null when the total does not rise or
 * fits what is left.
 */
export const overBillingQuestion = (page: InvoicePage, typed: InvoiceDocument): Question | null => {
  const { invoice, room } = page;
  if (!room?.value || sameLines(documentOf(page).lines, typed.lines)) return null;
  const { currency } = invoice;
  const { before, after, words } = raiseOf(page, typed);
  const raise = new Big(after).minus(before);
  const beside = besideDeal(room, { ...onDeal(page, raise), tax: null });
  if (raise.lte(0) || beside.kind !== 'counted' || !beside.beyond) return null;
  const values = {
    deal: room.deal,
    value: money(room.value.amount, room.value.currency),
    before: money(before, currency),
    after: words(money(after, currency)),
  };
  const left = leftWithOrphans(room) ?? '0';
  return {
    title: m.invoices_edit_over_title({ over: money(beside.beyond, room.value.currency) }),
    description: [
      Number(left) > 0
        ? m.invoices_edit_over_text_some_left({ ...values, left: money(left, room.value.currency) })
        : m.invoices_edit_over_text_none_left(values),
      orphanText(room),
    ]
      .filter(Boolean)
      .join(' '),
    okText: m.invoices_edit_over_ok(),
    cancelText: m.invoices_edit_over_back(),
    okColor: 'primary',
  };
};
