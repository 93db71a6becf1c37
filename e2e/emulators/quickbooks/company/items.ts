import { refusal } from '../wire/faults.ts';
import type { Item, Ref } from './entities.ts';
import type { ItemInput } from './item-body.ts';
import { wireNumber } from './money.ts';
import { inactiveName, nameByActivity, refuseForbiddenCharacters, switchOf } from './names.ts';
import { bump, newEntity, type Realm } from './realm.ts';
import { missing, objectNotFound, taxCodeFor } from './references.ts';

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
  if (!input.Name?.trim()) throw missing('Name');
  const type = input.Type ?? known?.Type;
  if (!type) throw missing('Type');
  refuseForbiddenCharacters({ Name: input.Name });
  const sold = type !== 'Category';
  if (sold && !input.IncomeAccountRef) throw missing('IncomeAccountRef');
  const active = input.Active ?? true;
  const before = known && { Active: known.Active, name: known.Name };
  const name = nameByActivity(realm, input.Name, active, before);
  refuseTakenItemName(realm, name, known?.Id);
  if (company.country !== 'US' && input.SalesTaxCodeRef && !realm.bulk)
    taxCodeFor(company, input.SalesTaxCodeRef);
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
    IncomeAccountRef: incomeAccountRef(realm, input.IncomeAccountRef),
    SalesTaxCodeRef: input.SalesTaxCodeRef,
    SalesTaxIncluded: input.SalesTaxIncluded,
    SubItem: input.SubItem,
    ParentRef: input.ParentRef,
    TrackQtyOnHand: input.TrackQtyOnHand ?? false,
  };
}

function refuseTakenItemName(realm: Realm, name: string, ownId: string | undefined): void {
  if (realm.bulk) return;
  const wanted = [name.toLowerCase()];
  if (switchOf(realm, 'inactiveItemNames') === 'taken')
    wanted.push(inactiveName(name).toLowerCase());
  const taken = Object.values(realm.company.items).some(
    (item) => wanted.includes(item.Name.toLowerCase()) && item.Id !== ownId,
  );
  if (taken)
    throw refusal(
      '6240',
      'The name supplied already exists. : Another item is already using this name.',
    );
}

/**
 * The account of an item's sales. Throws 2500 unknown, 610 inactive, 6430 no income account.
 * https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes
 */
function incomeAccountRef(realm: Realm, sent: Ref | undefined): Ref | undefined {
  if (!sent) return undefined;
  const account = realm.company.accounts[sent.value];
  if (!account)
    throw refusal('2500', `Invalid Reference Id : Accounts element id ${sent.value} not found`);
  if (!account.Active) throw objectNotFound();
  if (account.AccountType !== 'Income' && account.AccountType !== 'Other Income')
    throw refusal(
      '6430',
      'Invalid account type : The account of the sales must be an income account.',
      'IncomeAccountRef',
    );
  return { value: account.Id, name: account.Name };
}
