import type { Entity, Ref } from './entities.ts';

export interface Term extends Entity {
  Name: string;
  Active: boolean;
  Type: 'STANDARD' | 'DATE_DRIVEN';
  DueDays?: number;
  DiscountDays?: number;
  DiscountPercent?: number;
  DayOfMonthDue?: number;
  DueNextMonthDays?: number;
}

/** The pseudo codes of US companies (TAX, NON) have neither SyncToken nor domain. */
export interface TaxCode extends Partial<Entity> {
  Id: string;
  Name: string;
  Description: string;
  Active: boolean;
  Taxable: boolean;
  TaxGroup: boolean;
  Hidden: boolean;
  SalesTaxRateList?: { TaxRateDetail: TaxRateDetail[] };
  PurchaseTaxRateList?: { TaxRateDetail: TaxRateDetail[] };
}

export interface TaxRateDetail {
  TaxRateRef: Ref;
  TaxTypeApplicable: 'TaxOnAmount';
  TaxOrder: number;
}

export interface TaxRate extends Entity {
  Name: string;
  Description: string;
  Active: boolean;
  RateValue: number;
  AgencyRef: Ref;
  SpecialTaxType: 'NONE' | 'ZERO_RATE';
  DisplayType: 'ReadOnly';
}

export interface CompanyCurrency extends Entity {
  Code: string;
  Name: string;
  Active: boolean;
}

export interface PaymentMethod extends Entity {
  Name: string;
  Active: boolean;
  Type: 'NON_CREDIT_CARD' | 'CREDIT_CARD';
}

export interface Account extends Entity {
  Name: string;
  FullyQualifiedName: string;
  Active: boolean;
  Classification: string;
  AccountType: string;
}

/** A class, or a location (Department). */
export interface ListEntity extends Entity {
  Name: string;
  /** With the parents: `East:Boston`. */
  FullyQualifiedName: string;
  SubClass?: boolean;
  SubDepartment?: boolean;
  ParentRef?: Ref;
  Active: boolean;
}

/** A vendor or employee, which share their name space with customers. */
export interface NamedParty extends Entity {
  DisplayName: string;
  Active: boolean;
  PrimaryEmailAddr?: { Address: string };
  /** Vendors only. */
  CurrencyRef?: Ref;
  Balance?: number;
}
