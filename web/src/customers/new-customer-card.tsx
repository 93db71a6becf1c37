import { type ReactNode, useId } from 'react';
import styles from './customer-choice.module.css';

type NewCustomerCardProps = {
  label: string;
  help: string;
  checked: boolean;
  onChoose: () => void;
  /** Further attributes of the radio button. */
  input: { 'data-path'?: string };
  /** Spans the whole row, for its fields. */
  wide?: boolean;
  children: ReactNode;
};

/** A new customer, beside the existing ones. */
export function NewCustomerCard(props: NewCustomerCardProps) {
  const { label, help, checked, onChoose, input, wide = false, children } = props;
  const id = useId();
  return (
    <div className={wide ? `${styles.card} ${styles.wide}` : styles.card}>
      <input
        {...input}
        type="radio"
        name="customer"
        id={id}
        checked={checked}
        onChange={onChoose}
        aria-describedby={`${id}-help`}
      />
      <div className={styles.facts}>
        <label htmlFor={id} className={styles.name}>
          {label}
        </label>
        <p id={`${id}-help`} className={styles.fact}>
          {help}
        </p>
        {children}
      </div>
    </div>
  );
}
