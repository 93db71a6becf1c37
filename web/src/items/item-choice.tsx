import type { ItemRow } from '@dealbill/server/shared/contract/picker-rows';
import { money } from '../lib/format.ts';
import styles from './item-choice.module.css';

/** An item in a list: name, SKU and price. */
export function ItemChoice({ item, currency }: { item: ItemRow; currency: string | null }) {
  return (
    <span className={styles.choice}>
      <span>
        {item.name}
        {item.sku ? <span className={styles.sku}> {item.sku}</span> : null}
      </span>
      {item.unitPrice && currency ? (
        <span className="figures">{money(item.unitPrice, currency)}</span>
      ) : null}
    </span>
  );
}
