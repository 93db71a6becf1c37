import { refusal } from '../wire/faults.ts';
import type { Item, Ref } from './entities.ts';
import type { ItemInput } from './item-body.ts';
import { wireNumber } from './money.ts';
import { refuseForbiddenCharacters } from './names.ts';
import { bump, newEntity, type Realm } from './realm.ts';
import { missing } from './references.ts';

export function createItem(realm: Realm, input: ItemInput): Item {
  const item = composeItem(realm, input);
  realm.company.items[item.Id] = item;
  return item;
}

export function updateItem(realm: Realm, known: Item, input: ItemInput): Item {
  const next = composeItem(realm, input, known);
  realm.company.items[known.Id] = next;
  bump(realm, next);
  return next;
}

function composeItem(realm: Realm, input: ItemInput, known?: Item): Item {
  const { company } = realm;
  if (!input.Name) throw missing('Name');
  const type = input.Type ?? known?.Type;
  if (!type) throw missing('Type');
  refuseForbiddenCharacters({ Name: input.Name });
  refuseTakenItemName(realm, input.Name, known?.Id);
  const sold = type !== 'Category';
  if (sold && !input.IncomeAccountRef) throw missing('IncomeAccountRef');
  const active = input.Active ?? true;
  const plainName = input.Name.replace(' (deleted)', '');
  const name = active ? plainName : `${plainName} (deleted)`;
  const { Id, SyncToken, domain, sparse, MetaData } = known ?? newEntity(realm, 'item');
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
    IncomeAccountRef: accountRef(realm, input.IncomeAccountRef),
    SalesTaxCodeRef: input.SalesTaxCodeRef,
    SalesTaxIncluded: input.SalesTaxIncluded,
    SubItem: input.SubItem,
    ParentRef: input.ParentRef,
    TrackQtyOnHand: input.TrackQtyOnHand ?? false,
  };
}

function refuseTakenItemName(realm: Realm, name: string, ownId: string | undefined): void {
  if (realm.bulk) return;
  const wanted = name.toLowerCase();
  const taken = Object.values(realm.company.items).some(
    (item) => item.Name.toLowerCase() === wanted && item.Id !== ownId,
  );
  if (taken)
    throw refusal(
      '6240',
      'The name supplied already exists. : Another item is already using this name.',
    );
}

function accountRef(realm: Realm, sent: Ref | undefined): Ref | undefined {
  if (!sent) return undefined;
  const account = realm.company.accounts[sent.value];
  if (!account)
    throw refusal('2500', `Invalid Reference Id : Accounts element id ${sent.value} not found`);
  return { value: account.Id, name: account.Name };
}
