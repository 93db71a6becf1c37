import Big from 'big.js';
import { products } from '../../story.ts';
import type { Books } from '../books/company.ts';
import { createItem } from '../books/items.ts';
import { between, seededRandom } from './random.ts';
import { furnitureName, unusedName } from './words.ts';

/** The default item (Id 1), the story's items, then as many invented ones as asked for. */
export function seedItems(books: Books, count: number): void {
  const taxCode = books.company.country === 'US' ? undefined : { value: '2' };
  const sell = (Name: string, price: string, service: boolean, sku?: string) =>
    createItem(books, {
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
  const told = Object.values(products).filter((product) => product.item !== null);
  for (const product of told)
    sell(product.item ?? '', product.price, product.item?.includes('hourly') ?? false);
  const random = seededRandom(11);
  const used = new Set(Object.values(books.company.items).map((item) => item.Name.toLowerCase()));
  while (Object.keys(books.company.items).length < count)
    sell(
      unusedName(used, () => furnitureName(random)),
      `${between(random, 8, 1400)}.${between(random, 0, 1) ? '00' : '50'}`,
      false,
    );
}
