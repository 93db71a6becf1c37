import { besideDeal } from '@dealbill/server/shared/contract/beside-deal';
import type { Conversion } from '@dealbill/server/shared/contract/draft-content';
import { inDealCurrency } from '@dealbill/server/shared/money/conversion';
import { invoiceTotals } from '@dealbill/server/shared/money/invoice-totals';
import { basisText } from '../../lib/basis-text.ts';
import { money, number } from '../../lib/format.ts';
import { orphanText } from '../../lib/orphan-text.ts';
import { m } from '../../messages/compiled/messages.js';
import { WarningIcon } from '../../ui/controls/icons.tsx';
import { useOpenDraft } from '../draft-form-context.ts';
import styles from './totals-card.module.css';

/** The rate that the amounts were converted at, and the deal is compared at. */
const rateWords = ({ from, to, rate }: Conversion): string =>
  m.drafts_deal_converted({ from, to, rate: number(rate ?? '') });

/** How the typed invoice stands to its deal; `own` is the draft in the deal's currency, where it can be. */
const useBesideDeal = () => {
  const { totals, content, opened } = useOpenDraft();
  const { currency } = content.details;
  const own = inDealCurrency(content, opened.room.value?.currency ?? '');
  const { total, tax } =
    own && own.details.currency !== currency ? invoiceTotals(own, opened.profile) : totals;
  const invoice = { currency: own?.details.currency ?? currency, total, tax };
  return { beside: besideDeal(opened.room, invoice), own, tax };
};

/** What would be billed beyond the deal's value, as money; null when nothing would. */
export const useBeyondDeal = (): string | null => {
  const { value } = useOpenDraft().opened.room;
  const { beside } = useBesideDeal();
  const beyond = beside.kind === 'counted' ? beside.beyond : null;
  return value && beyond && money(beyond, value.currency);
};

/** What remains of the deal once this invoice is created; nothing where the deal has no value. */
export function LeftOnDeal() {
  const { content, opened } = useOpenDraft();
  const { currency, conversion } = content.details;
  const { value } = opened.room;
  const { beside, own, tax } = useBesideDeal();
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
      {/* Without tax it makes no difference. */}
      {tax !== null && Number(tax) === 0 ? null : (
        <p className={styles.note}>{basisText(opened.room)}</p>
      )}
      {orphans ? <p className={styles.note}>{orphans}</p> : null}
    </>
  );
}
