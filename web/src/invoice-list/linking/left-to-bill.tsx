import { besideDeal } from '@dealbill/server/shared/contract/beside-deal';
import { Big, type Decimal, money as exact, sum } from '@dealbill/server/shared/money/money';
import { useQuery } from '@tanstack/react-query';
import { basisText } from '../../lib/basis-text.ts';
import { money } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { WarningIcon } from '../../ui/controls/icons.tsx';
import styles from '../invoice-list.module.css';
import { dealLedger, type Ledger, type ListRow } from '../queries.ts';

const counts = ({ status }: ListRow): boolean => status !== 'voided' && status !== 'deleted';

type LeftAfterLinkingProps = {
  /** Null while no deal is selected. */
  dealId: number | null;
  toLink: ListRow[];
};

/**
 * What is left to invoice on the deal after linking the selected invoices. Not a warning: these
 * invoices already exist. The line keeps its height when empty, so that the list does not move.
 */
export function LeftToBillAfterLinking({ dealId, toLink }: LeftAfterLinkingProps) {
  const { data: ledger } = useQuery({
    ...dealLedger(dealId ?? 0),
    enabled: dealId !== null,
  });
  return (
    <p className={`${styles.left} figures`}>
      {ledger ? <LeftToBillText ledger={ledger} toLink={toLink} /> : null}
    </p>
  );
}

type LeftToBillTextProps = { ledger: Ledger; toLink: ListRow[] };

/** Empty when the deal has no value. */
function LeftToBillText({ ledger, toLink }: LeftToBillTextProps) {
  if (!ledger.value) return null;
  const { amount, currency } = ledger.value;
  const added = toLink.filter((row) => counts(row) && row.currency === currency);
  const total = exact(sum(added.map((row) => new Big(row.total))));
  const tax = exact(sum(added.map((row) => new Big(row.tax))));
  // The invoices to link may be among those that `orphaned` counts.
  const beside = besideDeal({ ...ledger, orphaned: '0.00' }, { currency, total, tax });
  if (beside.kind !== 'counted') return null;
  const value = money(amount, currency);
  const texts = beside.beyond
    ? { value, amount: money(beside.beyond, currency) }
    : { value, amount: money(beside.left, currency) };
  return (
    <>
      {beside.beyond ? <WarningIcon /> : null}
      {sentenceOf(beside.left, added.length > 0)(texts)}
      {Number(tax) > 0 || isTaxed(ledger, currency) ? ` ${basisText(ledger)}` : null}
    </>
  );
}

const isTaxed = ({ rows }: Ledger, currency: string): boolean =>
  rows.some((row) => row.currency === currency && row.beforeTax !== row.invoiced);

const sentenceOf = (left: Decimal, adding: boolean) => {
  const sign = Math.sign(Number(left));
  if (sign < 0) return adding ? m.invoice_list_beyond_after : m.invoice_list_beyond;
  if (sign === 0) return adding ? m.invoice_list_none_left_after : m.invoice_list_none_left;
  return adding ? m.invoice_list_left_after : m.invoice_list_left;
};
