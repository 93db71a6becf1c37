import type { PanelContext } from '../host/read-context.ts';
import { m } from '../messages/compiled/messages.js';
import { CustomerDifferences } from './customer-differences.tsx';
import styles from './customer-screen.module.css';
import { type CustomerLink, customerLink } from './queries.ts';

type LinkedDifferencesProps = {
  context: PanelContext;
  shown: CustomerLink;
  link: NonNullable<CustomerLink['link']>;
};

/**
 * Differences between Pipedrive and QuickBooks, unless the company disabled this offer. Without
 * QuickBooks it only shows that the last update is being checked.
 */
export function LinkedDifferences({ context, shown, link }: LinkedDifferencesProps) {
  const { connection, offer, differences, checking } = shown;
  const offered = connection === 'active' && offer;
  if (connection === 'broken' || link.trouble !== null || !(offered || checking)) return null;
  return (
    <section className={styles.part}>
      <h2>{m.customers_differences()}</h2>
      <CustomerDifferences
        context={context}
        customer={link.customer}
        differences={differences}
        checking={checking}
        queryKey={customerLink(context).queryKey}
        from="pipedrive"
      />
      {differences.length === 0 && !checking ? (
        <p className={styles.text}>{m.customers_no_differences()}</p>
      ) : null}
    </section>
  );
}
