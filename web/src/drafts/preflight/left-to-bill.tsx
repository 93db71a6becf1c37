import type { DraftForm } from '@dealbill/server/contract/drafts';
import { besideDeal } from '@dealbill/server/shared/contract/beside-deal';
import type { Conversion } from '@dealbill/server/shared/contract/draft-content';
import { inDealCurrency } from '@dealbill/server/shared/money/conversion';
import { invoiceTotals } from '@dealbill/server/shared/money/invoice-totals';
import { Big, money as exact } from '@dealbill/server/shared/money/money';
import { type Checked, useChecked } from '../../editor/editor-store.ts';
import styles from '../../editor/totals-card.module.css';
import { basisText } from '../../lib/basis-text.ts';
import { money, number } from '../../lib/format.ts';
import { orphanText } from '../../lib/orphan-text.ts';
import { m } from '../../messages/compiled/messages.js';
import { WarningIcon } from '../../ui/controls/icons.tsx';
import { useDraft } from '../draft-session.ts';

/** The rate with which the amounts were converted, also used to compare with the deal. */
const rateWords = ({ from, to, rate }: Conversion): string =>
  m.drafts_deal_converted({ from, to, rate: number(rate ?? '') });

/**
 * Compares the typed invoice with its deal; `own` is the draft in the deal's currency, where it can
 * be converted.
 */
const besideOpenedDeal = (
  opened: DraftForm,
  { document: content, totals }: Pick<Checked, 'document' | 'totals'>,
) => {
  const { currency } = content.details;
  const own = inDealCurrency(content, opened.room.value?.currency ?? '');
  const { total, tax } =
    own && own.details.currency !== currency ? invoiceTotals(own, opened.profile) : totals;
  const invoice = { currency: own?.details.currency ?? currency, total, tax };
  return { beside: besideDeal(opened.room, invoice), own, tax };
};

/** The amount beyond the deal's value as text; null when there is none. */
export const useBeyondDeal = (): string | null => {
  const { opened } = useDraft();
  return useChecked((checked) => {
    const { value } = opened.room;
    const { beside } = besideOpenedDeal(opened, checked);
    const beyond = beside.kind === 'counted' ? beside.beyond : null;
    return value && beyond && money(beyond, value.currency);
  });
};

/** The part of the billing plan's other entries that this invoice uses, as text; null when none. */
export const useUsedOfPlan = (): string | null => {
  const { opened } = useDraft();
  return useChecked((checked) => {
    const { value } = opened.room;
    const { beside } = besideOpenedDeal(opened, checked);
    if (!value || beside.kind !== 'counted' || beside.beyond) return null;
    const used = new Big(opened.planned).minus(beside.left);
    // Each invoice rounds its tax.
    return used.gt('0.01') ? money(exact(used), value.currency) : null;
  });
};

/**
 * What is left to invoice on the deal after this invoice; renders nothing when the deal has no
 * value.
 */
export function LeftOnDeal() {
  const { opened } = useDraft();
  const checked = useChecked((now) => now);
  const { currency, conversion } = checked.document.details;
  const { value } = opened.room;
  const { beside, own, tax } = besideOpenedDeal(opened, checked);
  if (beside.kind === 'no_value' || !value) return null;
  if (beside.kind === 'other_currency') {
    return currency ? (
      <p className={styles.note}>
        {m.drafts_deal_other_currency({ value: money(value.amount, value.currency), currency })}
      </p>
    ) : null;
  }
  const { beyond, left } = beside;
  const orphans = orphanText(opened.room);
  return (
    <>
      <dl className={`${styles.deal} figures`}>
        <dt>
          {beyond ? <WarningIcon /> : null}
          {beyond ? m.drafts_deal_over_after() : m.drafts_deal_left_after()}
        </dt>
        <dd>{money(beyond ?? left, value.currency)}</dd>
      </dl>
      {own?.details.currency !== currency && conversion?.rate ? (
        <p className={styles.note}>{rateWords(conversion)}</p>
      ) : null}
      {/* The basis makes no difference without tax. */}
      {tax !== null && Number(tax) === 0 ? null : (
        <p className={styles.note}>{basisText(opened.room)}</p>
      )}
      {orphans ? <p className={styles.note}>{orphans}</p> : null}
    </>
  );
}
