import { m } from '../../messages/compiled/messages.js';
import styles from './lines-section.module.css';

/** Label of the price: with or without tax. */
export const priceLabel = (inclusive: boolean): string =>
  inclusive ? m.drafts_line_price_with_tax() : m.drafts_line_price();

/** Column headings, hidden from screen readers: every field has its own label. */
export function LineHeadings({ inclusive }: { inclusive: boolean }) {
  return (
    <div className={styles.headings} aria-hidden="true">
      <span className={styles.itemHeading}>{m.drafts_line_item()}</span>
      <span className={styles.end}>{m.drafts_line_quantity_short()}</span>
      <span className={styles.end}>{priceLabel(inclusive)}</span>
      <span className={styles.discountHeading}>{m.drafts_line_discount()}</span>
      <span className={styles.end}>{m.drafts_line_amount()}</span>
    </div>
  );
}
