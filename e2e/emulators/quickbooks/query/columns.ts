/** The comparison of a property. */
export type ColumnType = 'text' | 'id' | 'number' | 'date' | 'moment' | 'flag' | 'ref' | 'email';

export interface Column {
  name: string;
  type: ColumnType;
  filter: boolean;
  sort: boolean;
}

/**
 * The properties that Intuit documents as filterable (f) and sortable (s), by entity; all others
 * are refused. `Id` is no longer sortable (Intuit's notice of November 2025).
 */
const documented: Record<string, string> = {
  Invoice:
    'Id:id:f DocNumber:text:fs TxnDate:date:fs DueDate:date:fs Balance:number:fs TotalAmt:number:f CustomerRef:ref:f SalesTermRef:ref:f ProjectRef:ref:f',
  Customer:
    'Id:id:f DisplayName:text:fs FullyQualifiedName:text:fs CompanyName:text:fs PrintOnCheckName:text:fs Active:flag:fs Balance:number:fs GivenName:text:f MiddleName:text:f FamilyName:text:f PrimaryEmailAddr:email:f',
  Item: 'Id:id:f Name:text:fs Type:text:fs Active:flag:f Taxable:flag:f SubItem:flag:f FullyQualifiedName:text:f Sku:text:f UnitPrice:number:s PurchaseCost:number:s',
  Payment:
    'Id:id:f TxnDate:date:fs TotalAmt:number:f CustomerRef:ref:f PaymentMethodRef:ref:f PaymentRefNum:text:f ProjectRef:ref:f',
  CreditMemo:
    'Id:id:f DocNumber:text:fs TxnDate:date:fs TotalAmt:number:f Balance:number:fs CustomerRef:ref:f SalesTermRef:ref:f ProjectRef:ref:f',
  Estimate:
    'Id:id:f DocNumber:text:fs TxnDate:date:fs DueDate:date:fs CustomerRef:ref:f SalesTermRef:ref:f ProjectRef:ref:f',
  PaymentMethod: 'Id:id:f Name:text:fs Active:flag:f',
  Term: 'Id:id:f Name:text:fs Active:flag:fs',
  TaxCode: 'Id:id:f Name:text:fs Active:flag:f',
  TaxRate: 'Id:id:f Name:text:fs Active:flag:f',
  CompanyCurrency: 'Id:id:f Code:text:f Name:text:fs Active:flag:f',
  Account: 'Id:id:f Name:text:fs Active:flag:f AccountType:text:f Classification:text:f',
  Class: 'Id:id:f Name:text:fs FullyQualifiedName:text:fs SubClass:flag:f Active:flag:f',
  Department: 'Id:id:f Name:text:fs FullyQualifiedName:text:fs SubDepartment:flag:f Active:flag:f',
  Vendor: 'Id:id:f DisplayName:text:fs Active:flag:f',
  Employee: 'Id:id:f DisplayName:text:fs Active:flag:f',
  Preferences: 'Id:id:f',
  CompanyInfo: 'Id:id:f',
};

const everywhere = 'MetaData.CreateTime:moment:fs MetaData.LastUpdatedTime:moment:fs';

/** Columns of an entity by lower-case name; undefined for an unsupported entity. */
export function columnsOf(entity: string): Map<string, Column> | undefined {
  const own = documented[entity];
  if (own === undefined) return undefined;
  const columns = `${own} ${everywhere}`.split(' ').map((entry): [string, Column] => {
    const [name = '', type = '', uses = ''] = entry.split(':');
    const column = {
      name,
      type: type as ColumnType,
      filter: uses.includes('f'),
      sort: uses.includes('s'),
    };
    return [name.toLowerCase(), column];
  });
  return new Map(columns);
}

/** The entity's name in Intuit's spelling, ignoring case. */
export function entityNamed(name: string): string | undefined {
  return Object.keys(documented).find((known) => known.toLowerCase() === name.toLowerCase());
}
