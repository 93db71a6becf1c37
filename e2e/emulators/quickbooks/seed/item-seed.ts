import Big from 'big.js';
import { products } from '../../story.ts';
import { createItem } from '../company/items.ts';
import type { Realm } from '../company/realm.ts';
import { between, seededRandom } from './random.ts';
import { furnitureName, unusedName } from './sample-names.ts';
import { standardCode } from './tax-codes.ts';

/**
 * Creates the default item (Id 1), the story's items, then generated ones up to `count` in total.
 */
export function seedItems(realm: Realm, count: number): void {
  const taxCode = standardCode(realm.company);
  const sell = (Name: string, price: string, service: boolean, sku?: string) =>
    createItem(realm, {
      Name,
      Sku: sku,
      Description: Name,
      Type: service ? 'Service' : 'NonInventory',
      UnitPrice: Big(price),
      Taxable: !service,
      SalesTaxCodeRef: taxCode,
      IncomeAccountRef: { value: service ? '1' : '79' },
    });
  sell('Services', '0', true);
  sell('Hours', '0', true);
  const storyProducts = Object.values(products).filter((product) => product.item !== null);
  for (const product of storyProducts)
    sell(product.item ?? '', product.price, product.item?.includes('hourly') ?? false);
  const random = seededRandom(11);
  const used = new Set(Object.values(realm.company.items).map((item) => item.Name.toLowerCase()));
  while (Object.keys(realm.company.items).length < count)
    sell(
      unusedName(used, () => furnitureName(random)),
      `${between(random, 8, 1400)}.${between(random, 0, 1) ? '00' : '50'}`,
      false,
    );
}
