import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { descriptionBeside } from '@dealbill/server/shared/text/line-description';
import { amount, money, number } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import styles from './invoice-details.module.css';

type Line = InvoicePage['lines'][number];

/** A price may have more decimals than its currency. */
const price = (decimal: string, currency: string): string =>
  /\.\d{3}/.test(decimal) ? number(decimal) : amount(decimal, currency);

const sumsOf = (page: InvoicePage): [string, string][] => {
  const { currency } = page.invoice;
  const percent = page.discountPercent;
  const discount = percent
    ? m.invoices_discount_percent({ percent: number(percent) })
    : m.invoices_discount();
  const off: [string, string][] =
    Number(page.discount) > 0 ? [[discount, amount(`-${page.discount}`, currency)]] : [];
  const added = (name: string, sum: string): [string, string][] =>
    Number(sum) === 0 ? [] : [[name, amount(sum, currency)]];
  return [
    [m.invoices_subtotal(), amount(page.subtotal, currency)],
    ...off,
    ...added(m.invoices_shipping(), page.shipping),
    ...added(m.invoices_other_amounts(), page.other),
    [m.invoices_tax(), amount(page.tax, currency)],
  ];
};

/** The lines of the invoice and its totals. */
export function InvoiceLines({ page }: { page: InvoicePage }) {
  const { currency, total } = page.invoice;
  return (
    <table className={`${styles.table} ${styles.lines} figures`}>
      {page.lines.map((line, index) => (
        <LineRows
          key={line.id ?? `#${index}`}
          line={line}
          currency={currency}
          tax={page.taxCodes.find(({ id }) => id === line.taxCodeId)?.name}
        />
      ))}
      <tfoot>
        {sumsOf(page).map(([name, sum]) => (
          <tr key={name}>
            <th scope="row" colSpan={2}>
              {name}
            </th>
            <td className={styles.sum}>{sum}</td>
          </tr>
        ))}
        <tr>
          <th scope="row" colSpan={2}>
            {m.invoices_total()}
          </th>
          <td className={styles.sum}>{money(total, currency)}</td>
        </tr>
      </tfoot>
    </table>
  );
}

const timesText = (
  { quantity, unitPrice }: Pick<Line, 'quantity' | 'unitPrice'>,
  currency: string,
): string => (quantity && unitPrice ? `${number(quantity)} × ${price(unitPrice, currency)}` : '');

const nameOf = ({ kind, itemName, description }: Line): string =>
  itemName ?? (description || (kind === 'other' ? m.invoices_line_other() : ''));

type LineRowsProps = {
  line: Line;
  currency: string;
  /** Name of the tax code; undefined where lines have none. */
  tax: string | undefined;
};

/** Description and tax take the whole width below the figures. */
function LineRows({ line, currency, tax }: LineRowsProps) {
  const { itemName, description } = line;
  const words = itemName ? descriptionBeside(itemName, description) : '';
  const below = [words, tax && m.invoices_line_tax({ tax })].filter(Boolean).join('\n');
  return (
    <tbody>
      <tr>
        <td className={styles.item}>{nameOf(line)}</td>
        <td className={styles.times}>
          {line.bundleQuantity ? number(line.bundleQuantity) : timesText(line, currency)}
        </td>
        <td className={styles.sum}>{line.kind === 'text' ? '' : amount(line.amount, currency)}</td>
      </tr>
      {line.inner.map((inner) => (
        <tr key={inner.id ?? inner.itemName}>
          <td className={styles.inner}>{inner.itemName ?? inner.description}</td>
          <td className={styles.inner}>{timesText(inner, currency)}</td>
          <td className={styles.inner}>{amount(inner.amount, currency)}</td>
        </tr>
      ))}
      {below ? (
        <tr>
          <td colSpan={3} className={styles.description}>
            {below}
          </td>
        </tr>
      ) : null}
    </tbody>
  );
}
