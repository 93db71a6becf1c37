import { listed } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import styles from './customer-screen.module.css';
import type { CustomerLink } from './queries.ts';

type SharedWith = NonNullable<CustomerLink['link']>['sharedWith'];

/** Which other organizations and persons have the customer, and what that means for amounts. */
export function SharedCustomer({ sharedWith }: { sharedWith: SharedWith }) {
  if (sharedWith.count === 0) return null;
  return (
    <div className={styles.shared}>
      <p>{othersText(sharedWith)}</p>
      <p>{m.customers_shared_amounts()}</p>
    </div>
  );
}

const othersText = ({ count, names }: SharedWith): string => {
  if (names.length === 0) return m.customers_shared_unnamed({ count });
  const more = count - names.length;
  const all = more > 0 ? [...names, m.customers_shared_more({ count: more })] : names;
  return m.customers_shared({ count, names: listed(all) });
};
