import type { CustomerRow, matchReasons } from '@dealbill/server/contract/customers';
import { useId } from 'react';
import { m } from '../words/compiled/messages.js';
import styles from './customer-choice.module.css';

export type WhyShown = (typeof matchReasons)[number] | 'picked';

const why: Record<WhyShown, () => string> = {
  saved_link: m.drafts_customer_reason_saved_link,
  merged: m.drafts_customer_reason_merged,
  email: m.drafts_customer_reason_email,
  name: m.drafts_customer_reason_name,
  alike: m.drafts_customer_reason_alike,
  picked: m.drafts_customer_reason_picked,
};

type CustomerCardProps = {
  row: CustomerRow;
  reason: WhyShown;
  checked: boolean;
  onChoose: () => void;
  /** More attributes of the radio button. */
  input: { 'data-path'?: string };
};

/** A customer one may choose, with what tells look-alikes apart and why it is offered. */
export function CustomerCard({ row, reason, checked, onChoose, input }: CustomerCardProps) {
  const id = useId();
  return (
    <div className={styles.card}>
      <input
        {...input}
        type="radio"
        name="customer"
        id={id}
        checked={checked}
        onChange={onChoose}
        aria-describedby={`${id}-facts`}
      />
      <div className={styles.facts}>
        <label htmlFor={id} className={`${styles.name} ${styles.everywhere}`}>
          {row.name}
        </label>
        <div id={`${id}-facts`} className={styles.facts}>
          <span className={styles.reason}>{why[reason]()}</span>
          {reason === 'picked' ? null : <CustomerFacts row={row} />}
        </div>
      </div>
    </div>
  );
}

/** E-mail, address and currency of a customer, one below the other. */
export function CustomerFacts({ row }: { row: CustomerRow }) {
  return (
    <>
      <span className={styles.fact}>{row.email ?? m.drafts_customer_no_email()}</span>
      {row.address ? <span className={styles.fact}>{row.address}</span> : null}
      {row.currency ? <span className={styles.fact}>{row.currency}</span> : null}
    </>
  );
}
