/*
 * Entities of a Pipedrive company, with Pipedrive's property names (API v2 where both versions
 * exist) and `company_id`. Ids of deals, contacts and products repeat between companies, as in
 * Pipedrive, so every lookup needs the company. Amounts are decimal strings.
 */

export type Plan = 'lite' | 'growth' | 'premium' | 'ultimate';
export type Theme = 'light' | 'dark';

export interface Company {
  id: number;
  name: string;
  domain: string;
  currency: string;
  country: string;
  plan: Plan;
  /** Shared visibility: users who have not installed the app see its panel too. */
  sharedVisibility: boolean;
}

export interface User {
  id: number;
  company_id: number;
  name: string;
  email: string;
  locale: string;
  timezone_name: string;
  is_admin: boolean;
  theme: Theme;
  /** How the tokens of a deactivated user behave; absent while the user is active. */
  deactivated?: TokensOfDeactivated | undefined;
}

/**
 * Pipedrive does not document what happens to the tokens of a deactivated user. `rejected`: neither
 * the API nor the token endpoint accepts them. `rejected_by_api`: only refreshing works. `work`:
 * everything works, and `users/me` says `active_flag: false`.
 */
export type TokensOfDeactivated = 'rejected' | 'rejected_by_api' | 'work';

export type CustomValue = string | number | null | number[] | Record<string, unknown>;

export interface Deal {
  company_id: number;
  id: number;
  title: string;
  /** The entered value, null when none; products take precedence over it. */
  value: string | null;
  currency: string;
  owner_id: number;
  creator_user_id: number;
  person_id: number | null;
  org_id: number | null;
  stage_id: number;
  pipeline_id: number;
  status: string;
  probability: number | null;
  lost_reason: string | null;
  visible_to: number;
  hidden_from: number[];
  label_ids: number[];
  expected_close_date: string | null;
  add_time: string;
  update_time: string;
  stage_change_time: string | null;
  close_time: string | null;
  won_time: string | null;
  lost_time: string | null;
  is_archived: boolean;
  archive_time: string | null;
  is_deleted: boolean;
  custom_fields: Record<string, CustomValue>;
}

export interface Address {
  value: string;
  country: string | null;
  admin_area_level_1: string | null;
  admin_area_level_2: string | null;
  locality: string | null;
  sublocality: string | null;
  route: string | null;
  street_number: string | null;
  subpremise: string | null;
  postal_code: string | null;
}

export interface Organization {
  company_id: number;
  id: number;
  name: string;
  owner_id: number;
  address: Address | null;
  website: string | null;
  visible_to: number;
  label_ids: number[];
  add_time: string;
  update_time: string;
  is_deleted: boolean;
  custom_fields: Record<string, CustomValue>;
}

export interface ContactDetail {
  value: string;
  primary: boolean;
  label: string;
}

export interface Person {
  company_id: number;
  id: number;
  name: string;
  org_id: number | null;
  owner_id: number;
  emails: ContactDetail[];
  phones: ContactDetail[];
  /**
   * Set only with Contact Sync.
   * https://developers.pipedrive.com/docs/api/v1/openapi-v2.yaml
   */
  postal_address?: Address;
  visible_to: number;
  label_ids: number[];
  add_time: string;
  update_time: string;
  is_deleted: boolean;
  custom_fields: Record<string, CustomValue>;
}

export interface Product {
  company_id: number;
  id: number;
  name: string;
  code: string | null;
  description: string | null;
  unit: string | null;
  tax: number;
  owner_id: number;
  prices: { price: string; currency: string }[];
  variations?: { id: number; name: string; price: string; currency: string }[];
  add_time: string;
  update_time: string;
  is_deleted: boolean;
}

export interface DealProduct {
  company_id: number;
  id: number;
  deal_id: number;
  product_id: number;
  name: string;
  item_price: string;
  quantity: string;
  currency: string;
  tax: string;
  /** Null on rows whose tax was never edited. */
  tax_method: 'inclusive' | 'exclusive' | 'none' | null;
  discount: string;
  discount_type: 'percentage' | 'amount';
  comments: string;
  is_enabled: boolean;
  /**
   * Default: one-time.
   * https://developers.pipedrive.com/docs/api/v1/openapi-v2.yaml
   */
  billing_frequency?:
    | 'one-time'
    | 'annually'
    | 'semi-annually'
    | 'quarterly'
    | 'monthly'
    | 'weekly';
  /** Null means unlimited. */
  billing_frequency_cycles?: number | null;
  billing_start_date?: string | null;
  product_variation_id?: number | null;
  order_nr: number;
  add_time: string;
  update_time: string;
}

export interface DealDiscount {
  company_id: number;
  id: string;
  deal_id: number;
  type: 'percentage' | 'amount';
  amount: string;
  description: string;
  created_at: string;
  created_by: number;
}

export interface Installment {
  company_id: number;
  id: number;
  deal_id: number;
  amount: string;
  billing_date: string;
  description: string;
}

export type FieldOwner = 'deal' | 'person' | 'organization' | 'product';

export interface Field {
  company_id: number;
  owner: FieldOwner;
  field_name: string;
  field_code: string;
  field_type: string;
  description: string | null;
  options: { id: number; label: string; color: string | null }[] | null;
  subfields: { field_code: string; field_name: string; field_type: string }[] | null;
  is_custom_field: boolean;
}

export interface Note {
  company_id: number;
  id: number;
  content: string;
  deal_id: number | null;
  person_id: number | null;
  org_id: number | null;
  user_id: number;
  pinned_to_deal_flag: boolean;
  add_time: string;
  update_time: string;
}

export interface StoredFile {
  company_id: number;
  id: number;
  name: string;
  description: string;
  file_type: string;
  media_type: string;
  base64: string;
  file_size: number;
  deal_id: number | null;
  person_id: number | null;
  org_id: number | null;
  user_id: number;
  add_time: string;
  update_time: string;
}

export interface Change {
  company_id: number;
  id: number;
  deal_id: number;
  user_id: number;
  field_key: string;
  old_value: unknown;
  new_value: unknown;
  log_time: string;
  change_source: 'app' | 'api';
}

export interface Activity {
  company_id: number;
  id: number;
  subject: string;
  type: string;
  due_date: string | null;
  due_time: string | null;
  note: string | null;
  deal_id: number | null;
  org_id: number | null;
  owner_id: number;
  done: boolean;
  add_time: string;
}

/** A webhook that the app registered. https://developers.pipedrive.com/docs/api/v1/Webhooks */
export interface Webhook {
  company_id: number;
  id: number;
  user_id: number;
  name: string;
  subscription_url: string;
  event_action: string;
  event_object: string;
  http_auth_user: string | null;
  http_auth_password: string | null;
  version: string;
  add_time: string;
}

/** A merge, which webhooks name and no other answer does. */
export interface Merge {
  company_id: number;
  entity: 'deal' | 'organization' | 'person';
  from: number;
  into: number;
}
