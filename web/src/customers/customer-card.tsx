import type { matchReasons } from '@dealbill/server/contract/customers';
import type { CustomerRow } from '@dealbill/server/shared/contract/picker-rows';
import { type ReactNode, useId } from 'react';
import { m } from '../messages/compiled/messages.js';
import styles from './customer-choice.module.css';

export type WhyShown = (typeof matchReasons)[number] | 'picked' | 'now';

const why: Record<WhyShown, () => string> = {
  saved_link: m.customers_reason_saved_link,
  merged: m.customers_reason_merged,
  email: m.customers_reason_email,
  name: m.customers_reason_name,
  alike: m.customers_reason_alike,
  picked: m.customers_reason_picked,
  now: m.customers_reason_now,
};

type CustomerCardProps = {
  name: string;
  /** Null when only the name is known. */
  facts: Facts | null;
  reason: WhyShown;
  checked: boolean;
  onChoose: () => void;
  /** Further attributes of the radio button. */
  input: { 'data-path'?: string };
};

/** A customer to select, with distinguishing details and the reason it is offered. */
export function CustomerCard({ name, facts, reason, checked, onChoose, input }: CustomerCardProps) {
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
          {name}
        </label>
        <div id={`${id}-facts`} className={styles.facts}>
          <span className={styles.reason}>{why[reason]()}</span>
          {facts ? <CustomerFacts row={facts} /> : null}
        </div>
        {/* The whole card is the radio button's label; this only states what a press does. */}
        <span className={styles.use} aria-hidden="true">
          {m.customers_use_this()}
        </span>
      </div>
    </div>
  );
}

/** Breaks a long address after `@` and dots instead of within a word. */
const inParts = (email: string): ReactNode[] =>
  email
    .split(/(?<=[@.])/)
    .flatMap((part, index) => (index === 0 ? [part] : [<wbr key={part} />, part]));

type Facts = Pick<CustomerRow, 'email' | 'address' | 'currency'>;

type CustomerFactsProps = {
  row: Facts;
  /** Text when there is no e-mail address. */
  noEmail?: string;
};

/** E-mail, address and currency of a customer, one below the other. */
export function CustomerFacts({ row, noEmail = m.customers_no_email() }: CustomerFactsProps) {
  return (
    <>
      <span className={styles.fact}>{row.email ? inParts(row.email) : noEmail}</span>
      {row.address ? <span className={styles.fact}>{row.address}</span> : null}
      {row.currency ? <span className={styles.fact}>{row.currency}</span> : null}
    </>
  );
}
