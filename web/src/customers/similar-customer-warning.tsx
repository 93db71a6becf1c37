import { m } from '../messages/compiled/messages.js';
import { WarningIcon } from '../ui/controls/icons.tsx';
import styles from './customer-choice.module.css';

/** Warns that the selected new customer is similar to existing ones. */
export function SimilarCustomerWarning({ id, count }: { id: string; count: number }) {
  return (
    <p id={id} role="status" className={styles.caution}>
      <WarningIcon />
      <span>{m.customers_look_alikes({ count })}</span>
    </p>
  );
}
