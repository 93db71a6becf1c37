/** Entities of Intuit's Accounting API v3, as stored in memory and sent in responses. */
export interface Ref {
  value: string;
  name?: string;
}

export interface Entity {
  Id: string;
  SyncToken: string;
  domain: 'QBO';
  sparse: false;
  /** `LastModifiedByRef` is set on transactions only. */
  MetaData: { CreateTime: string; LastModifiedByRef?: Ref; LastUpdatedTime: string };
}

export interface Address {
  Id?: string;
  Line1?: string;
  Line2?: string;
  Line3?: string;
  Line4?: string;
  Line5?: string;
  City?: string;
  CountrySubDivisionCode?: string;
  PostalCode?: string;
  Country?: string;
  /** Degrees as text, or `INVALID`; on transactions only. */
  Lat?: string;
  Long?: string;
}

export interface LinkedTxn {
  TxnId: string;
  TxnType: string;
}

export interface SalesDetail {
  ItemRef: Ref;
  Qty?: number;
  UnitPrice?: number;
  TaxCodeRef?: Ref;
  TaxInclusiveAmt?: number;
  ServiceDate?: string;
  ClassRef?: Ref;
  ItemAccountRef?: Ref;
}

export interface Line {
  Id?: string;
  LineNum?: number;
  Description?: string;
  Amount?: number;
  DetailType:
    | 'SalesItemLineDetail'
    | 'SubTotalLineDetail'
    | 'DiscountLineDetail'
    | 'DescriptionOnly'
    | 'GroupLineDetail';
  SalesItemLineDetail?: SalesDetail;
  SubTotalLineDetail?: Record<string, never>;
  DiscountLineDetail?: {
    PercentBased: boolean;
    DiscountPercent?: number;
    DiscountAccountRef?: Ref;
  };
  DescriptionLineDetail?: Record<string, never>;
  /** On lines that sell an item; always empty. */
  CustomExtensions?: never[];
  GroupLineDetail?: { GroupItemRef?: Ref; Quantity?: number; Line: Line[] };
}

export interface TaxLine {
  Amount: number;
  DetailType: 'TaxLineDetail';
  TaxLineDetail: {
    TaxRateRef: Ref;
    PercentBased: true;
    TaxPercent: number;
    NetAmountTaxable: number;
  };
}

export interface TaxDetail {
  TxnTaxCodeRef?: Ref;
  TotalTax: number;
  TaxLine?: TaxLine[];
}

export interface CustomField {
  DefinitionId: string;
  Name: string;
  Type: 'StringType';
  StringValue?: string;
}

export type TaxMode = 'TaxExcluded' | 'TaxInclusive' | 'NotApplicable';

/**
 * Where a French company sells to.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
 */
export const saleLocations = [
  'WithinFrance',
  'FranceOverseas',
  'OutsideFranceWithEU',
  'OutsideEU',
] as const;

export type SaleLocation = (typeof saleLocations)[number];

export interface Invoice extends Entity {
  DocNumber?: string;
  TxnDate: string;
  DueDate: string;
  CustomerRef: Ref;
  CurrencyRef?: Ref;
  ExchangeRate?: number;
  SalesTermRef?: Ref;
  GlobalTaxCalculation?: TaxMode;
  /** Only in France. */
  TransactionLocationType?: SaleLocation;
  ApplyTaxAfterDiscount?: boolean;
  Line: Line[];
  TxnTaxDetail: TaxDetail;
  TotalAmt: number;
  Balance: number;
  HomeTotalAmt?: number;
  HomeBalance?: number;
  Deposit?: number;
  BillAddr?: Address;
  ShipAddr?: Address;
  /** US companies. */
  ShipFromAddr?: Address;
  /** Whether `ShipAddr` had neither city nor postal code when the transaction was created. */
  FreeFormAddress: boolean;
  BillEmail?: { Address: string };
  BillEmailCc?: { Address: string };
  BillEmailBcc?: { Address: string };
  EmailStatus: string;
  /** What the customer did with the invoice: `Sent`, `Viewed`; undefined until known. */
  EInvoiceStatus?: string;
  PrintStatus: string;
  DeliveryInfo?: { DeliveryType: 'Email'; DeliveryTime: string; DeliveryErrorType?: string };
  PrivateNote?: string;
  CustomerMemo?: { value: string };
  CustomField: CustomField[];
  LinkedTxn: LinkedTxn[];
  AllowOnlineCreditCardPayment: boolean;
  AllowOnlineACHPayment: boolean;
  AllowOnlinePayment: boolean;
  AllowIPNPayment: boolean;
  ShipDate?: string;
  TrackingNum?: string;
  ShipMethodRef?: Ref;
  ClassRef?: Ref;
  DepartmentRef?: Ref;
}

export interface Customer extends Entity {
  DisplayName: string;
  FullyQualifiedName: string;
  PrintOnCheckName: string;
  CompanyName?: string;
  Title?: string;
  GivenName?: string;
  MiddleName?: string;
  FamilyName?: string;
  Suffix?: string;
  Notes?: string;
  Active: boolean;
  /** True for sub-customers and projects. */
  Job: boolean;
  IsProject: boolean;
  ParentRef?: Ref;
  BillWithParent: boolean;
  /** Depth below the top-level customer; undefined for the top level. */
  Level?: number;
  BillAddr?: Address;
  ShipAddr?: Address;
  PrimaryEmailAddr?: { Address: string };
  PrimaryPhone?: { FreeFormNumber: string };
  Mobile?: { FreeFormNumber: string };
  WebAddr?: { URI: string };
  CurrencyRef?: Ref;
  SalesTermRef?: Ref;
  PaymentMethodRef?: Ref;
  PreferredDeliveryMethod: string;
  Taxable: boolean;
  DefaultTaxCodeRef?: Ref;
  ResaleNum?: string;
  PrimaryTaxIdentifier?: string;
  SecondaryTaxIdentifier?: string;
  Balance: number;
  BalanceWithJobs: number;
}

export interface Item extends Entity {
  Name: string;
  FullyQualifiedName: string;
  Sku?: string;
  Description?: string;
  Type: 'Service' | 'NonInventory' | 'Inventory' | 'Category' | 'Group';
  /** The items of a bundle (`Group`). */
  ItemGroupDetail?: { ItemGroupLine: { ItemRef: Ref; Qty: number }[] };
  Active: boolean;
  Taxable?: boolean;
  UnitPrice?: number;
  PurchaseCost?: number;
  IncomeAccountRef?: Ref;
  SalesTaxCodeRef?: Ref;
  SalesTaxIncluded?: boolean;
  SubItem?: boolean;
  ParentRef?: Ref;
  TrackQtyOnHand: boolean;
}

/** The part of a payment that pays one invoice or uses one credit memo. */
export interface PaymentLine {
  Amount: number;
  LinkedTxn: [LinkedTxn];
  LineEx?: unknown;
}

export interface Payment extends Entity {
  CustomerRef: Ref;
  CurrencyRef?: Ref;
  ExchangeRate?: number;
  TxnDate: string;
  TotalAmt: number;
  UnappliedAmt: number;
  PaymentRefNum?: string;
  PrivateNote?: string;
  PaymentMethodRef?: Ref;
  DepositToAccountRef: Ref;
  ProcessPayment: false;
  Line: PaymentLine[];
}
