import { m } from '../../messages/compiled/messages.js';
import styles from './lines-section.module.css';

/** What a typed price is: with its tax, or without. */
export const priceLabel = (inclusive: boolean): string =>
  inclusive ? m.drafts_line_price_with_tax() : m.drafts_line_price();

/** The names of the columns for the eye; every field has its own label besides. */
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
