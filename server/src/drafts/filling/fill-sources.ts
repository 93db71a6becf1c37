import type { Candidate } from '../../customers/contract.ts';
import type { ProductItem } from '../../items/items-for-products.ts';
import type { Deal, DealDiscount, DealProduct } from '../../pipedrive/gateway.ts';
import type { TermPreference } from '../../preferences/contract.ts';
import type { FilledFields } from '../../preferences/fill-details.ts';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import type { Recipients } from '../../shared/contract/recipients.ts';
import type { ExchangeRate } from '../../shared/money/exchange-rate.ts';

/** The data that a fresh form is filled from. */
export type FillSources = {
  deal: Deal;
  products: DealProduct[];
  discounts: DealDiscount[];
  customer: { to: string; address: string; email: string; taxId: string };
  /** Texts from Pipedrive for further fields of the invoice. */
  texts: FilledFields['texts'];
  usualRecipients: Recipients;
  /** Recipients of the linked customer's last invoice; null without one. */
  remembered: Recipients | null;
  term: TermPreference;
  /** The company's setting: deal values include tax. */
  valuesIncludeTax: boolean;
  profile: CompanyProfile;
  candidates: Candidate[];
  /** QuickBooks items by Pipedrive product id. */
  items: Map<number, ProductItem>;
  today: string;
  /** Today's rate of the deal's currency; null in the home currency or while unknown. */
  exchangeRate: ExchangeRate | null;
  proposedNumber: string | null;
  newKey: () => string;
};
