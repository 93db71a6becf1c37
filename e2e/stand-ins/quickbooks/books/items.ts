import { refusal } from '../wire/faults.ts';
import { type Books, bump, newEntity } from './company.ts';
import type { Item, Ref } from './entities.ts';
import type { ItemInput } from './item-body.ts';
import { wireNumber } from './money.ts';
import { refuseForbiddenCharacters } from './names.ts';
import { missing } from './references.ts';

export function createItem(books: Books, input: ItemInput): Item {
  const item = composeItem(books, input);
  books.company.items[item.Id] = item;
  return item;
}

export function updateItem(books: Books, known: Item, input: ItemInput): Item {
  const next = composeItem(books, input, known);
  books.company.items[known.Id] = next;
  bump(books, next);
  return next;
}

function composeItem(books: Books, input: ItemInput, known?: Item): Item {
  const { company } = books;
  if (!input.Name) throw missing('Name');
  const type = input.Type ?? known?.Type;
  if (!type) throw missing('Type');
  refuseForbiddenCharacters({ Name: input.Name });
  refuseTakenItemName(books, input.Name, known?.Id);
  const sold = type !== 'Category';
  if (sold && !input.IncomeAccountRef) throw missing('IncomeAccountRef');
  const active = input.Active ?? true;
  const plainName = input.Name.replace(' (deleted)', '');
  const name = active ? plainName : `${plainName} (deleted)`;
  const { Id, SyncToken, domain, sparse, MetaData } = known ?? newEntity(books, 'item');
  return {
    Id,
    SyncToken,
    domain,
    sparse,
    MetaData,
    Name: name,
    FullyQualifiedName: name,
    Sku: input.Sku,
    Description: input.Description,
    Type: type,
    Active: active,
    Taxable: company.country === 'US' ? (input.Taxable ?? false) : undefined,
    UnitPrice: sold ? (input.UnitPrice ? wireNumber(input.UnitPrice, 7) : 0) : undefined,
    PurchaseCost: input.PurchaseCost && wireNumber(input.PurchaseCost, 7),
    IncomeAccountRef: accountRef(books, input.IncomeAccountRef),
    SalesTaxCodeRef: input.SalesTaxCodeRef,
    SalesTaxIncluded: input.SalesTaxIncluded,
    SubItem: input.SubItem,
    ParentRef: input.ParentRef,
    TrackQtyOnHand: input.TrackQtyOnHand ?? false,
  };
}

function refuseTakenItemName(books: Books, name: string, ownId: string | undefined): void {
  if (books.bulk) return;
  const wanted = name.toLowerCase();
  const taken = Object.values(books.company.items).some(
    (item) => item.Name.toLowerCase() === wanted && item.Id !== ownId,
  );
  if (taken)
    throw refusal(
      '6240',
      'The name supplied already exists. : Another item is already using this name.',
    );
}

function accountRef(books: Books, sent: Ref | undefined): Ref | undefined {
  if (!sent) return undefined;
  const account = books.company.accounts[sent.value];
  if (!account)
    throw refusal('2500', `Invalid Reference Id : Accounts element id ${sent.value} not found`);
  return { value: account.Id, name: account.Name };
}
