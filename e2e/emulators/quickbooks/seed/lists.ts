import type { Entity } from '../company/entities.ts';
import type {
  Account,
  CompanyCurrency,
  ListEntity,
  PaymentMethod,
  Term,
} from '../company/list-entities.ts';
import type { Company } from '../company/realm.ts';

const stamp = '2024-01-15T09:00:00-08:00';

/** Common entity fields of an object created when the company was opened. */
export function oldEntity(id: string): Entity {
  return {
    Id: id,
    SyncToken: '0',
    domain: 'QBO',
    sparse: false,
    MetaData: { CreateTime: stamp, LastUpdatedTime: stamp },
  };
}

export function byId<T extends { Id: string }>(entities: readonly T[]): Record<string, T> {
  return Object.fromEntries(entities.map((entity) => [entity.Id, entity]));
}

/** Due on receipt, Net 15/30/60, and the 15th of the following month. */
export function usualTerms(): Record<string, Term> {
  const net = (id: string, name: string, days: number): Term => ({
    ...oldEntity(id),
    Name: name,
    Active: true,
    Type: 'STANDARD',
    DueDays: days,
    DiscountDays: 0,
  });
  return byId<Term>([
    net('1', 'Due on receipt', 0),
    net('2', 'Net 15', 15),
    net('3', 'Net 30', 30),
    net('4', 'Net 60', 60),
    {
      ...oldEntity('5'),
      Name: '15th of the month',
      Active: true,
      Type: 'DATE_DRIVEN',
      DayOfMonthDue: 15,
      DueNextMonthDays: 10,
    },
  ]);
}

export function usualPaymentMethods(): Record<string, PaymentMethod> {
  const method = (id: string, name: string, type: PaymentMethod['Type']): PaymentMethod => ({
    ...oldEntity(id),
    Name: name,
    Active: true,
    Type: type,
  });
  return byId([
    method('1', 'Cash', 'NON_CREDIT_CARD'),
    method('2', 'Check', 'NON_CREDIT_CARD'),
    method('3', 'Visa', 'CREDIT_CARD'),
    method('4', 'Bank transfer', 'NON_CREDIT_CARD'),
  ]);
}

/** Id, name with parents, and whether it is active. */
type Listed = [string, string, boolean?];

function listEntity([id, FullyQualifiedName, Active = true]: Listed): ListEntity {
  const Name = FullyQualifiedName.split(':').at(-1) ?? FullyQualifiedName;
  return { ...oldEntity(id), Name, FullyQualifiedName, Active };
}

export function usualClasses(): Record<string, ListEntity> {
  const listed: Listed[] = [
    ['1', 'Furniture'],
    ['2', 'Installation'],
    ['3', 'Installation:Acoustics'],
    ['4', 'Rental', false],
  ];
  return byId(listed.map(listEntity));
}

export function usualDepartments(): Record<string, ListEntity> {
  const listed: Listed[] = [
    ['1', 'Boston'],
    ['2', 'Portland'],
    ['3', 'Old warehouse', false],
  ];
  return byId(listed.map(listEntity));
}

export function usualAccounts(): Record<string, Account> {
  const account = (id: string, name: string, classification: string, type: string): Account => ({
    ...oldEntity(id),
    Name: name,
    FullyQualifiedName: name,
    Active: true,
    Classification: classification,
    AccountType: type,
  });
  return byId([
    account('1', 'Services', 'Revenue', 'Income'),
    account('4', 'Undeposited Funds', 'Asset', 'Other Current Asset'),
    account('79', 'Sales of Product Income', 'Revenue', 'Income'),
    account('80', 'Cost of Goods Sold', 'Expense', 'Cost of Goods Sold'),
    account('84', 'Accounts Receivable (A/R)', 'Asset', 'Accounts Receivable'),
    account('86', 'Discounts given', 'Revenue', 'Income'),
  ]);
}

const currencyNames: Record<string, string> = {
  USD: 'United States Dollar',
  GBP: 'British Pound Sterling',
  EUR: 'Euro',
  CAD: 'Canadian Dollar',
};

const homeNames: Record<string, string> = { ...currencyNames, AUD: 'Australian Dollar' };

/** Home currency units per unit of a foreign currency, by home currency. */
const homeRates: Record<string, Record<string, string>> = {
  GBP: { EUR: '0.86', USD: '0.79', CAD: '0.575' },
  USD: { EUR: '1.09', GBP: '1.27', CAD: '0.73' },
  CAD: { EUR: '1.49', GBP: '1.74', USD: '1.37' },
  EUR: { GBP: '1.16', USD: '0.92', CAD: '0.67' },
  AUD: { EUR: '1.66', GBP: '1.93', USD: '1.52', CAD: '1.11' },
};

export function currenciesOf(home: string): Pick<Company, 'currencies' | 'rates'> {
  const codes = [home, ...Object.keys(currencyNames).filter((code) => code !== home)];
  const currencies = codes.map(
    (code, index): CompanyCurrency => ({
      ...oldEntity(String(index + 1)),
      Code: code,
      Name: homeNames[code] ?? code,
      Active: true,
    }),
  );
  return { currencies: byId(currencies), rates: homeRates[home] ?? {} };
}
