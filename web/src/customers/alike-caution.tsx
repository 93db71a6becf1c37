import { WarningIcon } from '../ui/icons.tsx';
import { m } from '../words/compiled/messages.js';
import styles from './customer-choice.module.css';

/** A new customer is chosen, and stands beside so many that look like it. */
export function AlikeCaution({ id, count }: { id: string; count: number }) {
  return (
    <p id={id} role="status" className={styles.caution}>
      <WarningIcon />
      <span>{m.customers_look_alikes({ count })}</span>
    </p>
  );
}
