import { and, asc, eq, inArray, isNotNull, or, sql } from 'drizzle-orm';
import type { Reader } from '../../db/database.ts';
import { inRealm, type RealmKey } from '../../db/realm.ts';
import { namesById, namesCalled } from '../../names/mirrored-names.ts';
import { names } from '../../names/tables.ts';
import type { QuickbooksCustomer } from '../../quickbooks/models.ts';
import type { KnownRecords } from '../../shared/contract/known-records.ts';
import type { CustomerRow } from '../../shared/contract/picker-rows.ts';
import { nameInCurrency, usualNamesInCurrency } from '../../shared/text/name-in-currency.ts';

const mostOffered = 3;

/** How many names are tried for a free one. */
const tries = 20;

type Asked = { customerId: string; currency: string };

/**
 * The ways to invoice a mirrored customer in another currency: active customers in this currency
 * that have its e-mail address or a usual name of it, and a free name for a new one. Null when the
 * customer is not mirrored or has this currency.
 */
export const customersInCurrency = async (
  db: Reader,
  realmKey: RealmKey,
  { customerId, currency }: Asked,
): Promise<KnownRecords['inCurrency']> => {
  if (currency === '') return null;
  const [chosen] = await namesById(db, realmKey, 'Customer', [customerId]);
  const customer = chosen?.row;
  if (!customer?.currency || customer.currency === currency) return null;
  const [customers, free] = await Promise.all([
    alike(db, realmKey, customer, currency),
    freeName(db, realmKey, nameInCurrency(customer, currency)),
  ]);
  return { customerId, currency, customers, free };
};

const alike = async (
  db: Reader,
  realmKey: RealmKey,
  customer: QuickbooksCustomer,
  currency: string,
): Promise<CustomerRow[]> => {
  const usual = usualNamesInCurrency(customer, currency).map((name) => name.toLowerCase());
  const email = customer.email?.trim().toLowerCase();
  const isNamed = inArray(names.searchedPlainName, usual);
  const found = await db
    .select({ row: names.row })
    .from(names)
    .where(
      and(
        inRealm(names, realmKey),
        eq(names.kind, 'Customer'),
        eq(names.active, true),
        eq(names.currency, currency),
        isNotNull(names.row),
        email ? or(isNamed, eq(names.searchedEmail, email)) : isNamed,
      ),
    )
    .orderBy(sql`case when ${isNamed} then 0 else 1 end`, asc(names.searchedName))
    .limit(mostOffered);
  return found.map(({ row }) => asRow(row as QuickbooksCustomer));
};

const asRow = ({
  id,
  name,
  email,
  address,
  shipAddress,
  currency,
}: QuickbooksCustomer): CustomerRow => ({ id, name, email, address, shipAddress, currency });

/** The name, or the first numbered one, that no customer, vendor or employee has. */
const freeName = async (db: Reader, realmKey: RealmKey, name: string): Promise<string | null> => {
  const tried = [name, ...Array.from({ length: tries }, (_, index) => `${name} ${index + 2}`)];
  const found = await namesCalled(db, realmKey, tried);
  const taken = new Set(found.map(({ searchedPlainName }) => searchedPlainName));
  return tried.find((one) => !taken.has(one.toLowerCase())) ?? null;
};
