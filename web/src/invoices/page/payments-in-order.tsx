import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { amount, fullDate, plainDate } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import styles from './invoice-details.module.css';

type Payment = InvoicePage['payments'][number];

const kinds: Record<Payment['kind'], () => string> = {
  payment: m.invoices_payment,
  credit: m.invoices_credit,
  deposit: m.invoices_deposit,
  other: m.invoices_other_settlement,
};

/** Explains the status: the payments in order, with the balance after each. */
export function PaymentsInOrder({ page, today }: { page: InvoicePage; today: string }) {
  const { currency, total } = page.invoice;
  if (page.payments.length === 0) {
    const over = page.invoice.status === 'voided' || page.invoice.status === 'deleted';
    return (
      <p className={styles.soft}>
        {over ? m.invoices_no_payments_left() : m.invoices_no_payments()}
      </p>
    );
  }
  return (
    <table className={`${styles.table} ${styles.payments} figures`}>
      <thead>
        <tr>
          <th scope="col">{m.invoices_payment_date()}</th>
          <th scope="col">{m.invoices_payment_what()}</th>
          <th scope="col" className={styles.sum}>
            {m.invoices_payment_amount()}
          </th>
          <th scope="col" className={styles.sum}>
            {m.invoices_payment_after()}
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <td />
          <td className={styles.soft}>{m.invoices_payment_start()}</td>
          <td />
          <td className={styles.sum}>{amount(total, currency)}</td>
        </tr>
        {page.payments.map((payment) => (
          <tr key={`${payment.id} ${payment.kind} ${payment.balanceAfter}`}>
            <td>
              <time dateTime={payment.date} title={fullDate(payment.date)}>
                {plainDate(payment.date, today)}
              </time>
            </td>
            <td>
              <PaymentName payment={payment} />
            </td>
            <td className={styles.sum}>{amount(payment.amount, currency)}</td>
            <td className={styles.sum}>{amount(payment.balanceAfter, currency)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function PaymentName({ payment }: { payment: Payment }) {
  const name = [kinds[payment.kind](), payment.method, payment.reference]
    .filter(Boolean)
    .join(' · ');
  if (!payment.openUrl) return name;
  return (
    <a href={payment.openUrl} target="_blank" rel="noreferrer">
      {name}
      <span className="unseen"> {m.common_opens_new_tab()}</span>
    </a>
  );
}
