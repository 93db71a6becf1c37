import type { DraftLine } from '../shared/contract/draft-content.ts';

/** The user whose grant a call uses. */
export type PipedriveUser = { companyId: number; userId: number };

export type Deal = {
  id: number;
  title: string;
  currency: string;
  /** Decimal text, or null. */
  value: string | null;
  /** Null for any other value. */
  status: 'open' | 'won' | 'lost' | null;
  organizationId: number | null;
  personId: number | null;
  /** Archived deals are hidden from Pipedrive's lists and read-only. */
  archived: boolean;
  /** ISO instant of the last change; absent when the response has none. */
  updatedAt?: string;
};

/** A deal with its raw fields by field_code; options are ids. */
export type DealWithFields = Deal & { fields: Record<string, unknown> };

/**
 * An enabled product row of a deal. Quantity and price are decimal text, empty when the response
 * has no readable number, so that the user must enter them.
 */
export type DealProduct = {
  productId: number;
  name: string;
  quantity: string;
  price: string;
  currency: string;
  discount: { kind: 'percent' | 'amount'; value: string };
  /** Percent, decimal text. */
  tax: string;
  taxMethod: 'inclusive' | 'exclusive' | 'none';
  comments: string;
  /** Billing frequency; absent for a one-time row. `cycles` is null when unlimited. */
  billing?: Billing;
  /** The row is a variation of its product. */
  variation?: boolean;
};

export type Billing = NonNullable<NonNullable<DraftLine['dealRow']>['billing']>;

export type DealDiscount = { kind: 'percent' | 'amount'; value: string; description: string };

/** An organization or a person: its fields by field_code, standard and custom. */
export type Party = { id: number; name: string; fields: Record<string, unknown> };

export type Field = {
  code: string;
  name: string;
  type: string;
  custom: boolean;
  options: { id: number; label: string }[];
};

/** Pipedrive's answer to values of the wrong type, or for fields that do not exist. */
export type Refusal = {
  kind: 'refused';
  /** Pipedrive's message. */
  said: string;
  /** The written fields that the message names. */
  codes: string[];
};

/**
 * The Pipedrive API in our models; each method is one call unless stated otherwise. Throws
 * `AppError`: not_installed, install_broken, deal_not_found, not_found, pipedrive_forbidden,
 * pipedrive_busy, pipedrive_unavailable.
 */
export type PipedriveGateway = {
  deal(user: PipedriveUser, dealId: number): Promise<DealWithFields>;
  /**
   * All deals of an organization or person that the user may see, last changed first, then the
   * archived ones: two calls, plus one per further 500 deals.
   */
  dealsOf(
    user: PipedriveUser,
    party: { of: 'organization' | 'person'; id: number },
  ): Promise<Deal[]>;
  /** Returns which of these deals (at most 100) are neither deleted nor archived. */
  dealsListed(user: PipedriveUser, dealIds: number[]): Promise<number[]>;
  /** The most recently changed open deal, or null. */
  someDeal(user: PipedriveUser): Promise<{ id: number; title: string } | null>;
  /** Enabled rows, in the deal's order; one call per 500. */
  dealProducts(user: PipedriveUser, dealId: number): Promise<DealProduct[]>;
  dealDiscounts(user: PipedriveUser, dealId: number): Promise<DealDiscount[]>;
  organization(user: PipedriveUser, organizationId: number): Promise<Party>;
  person(user: PipedriveUser, personId: number): Promise<Party>;
  /** All fields including custom ones; one call per 500. */
  fields(user: PipedriveUser, of: 'deal' | 'organization' | 'person'): Promise<Field[]>;
  /** IANA name of the user's time zone; null when the response has no valid one. */
  timeZone(user: PipedriveUser): Promise<string | null>;
  /** Whether the user administers the Pipedrive company's account. */
  isAdmin(user: PipedriveUser): Promise<boolean>;
  /** Note contents on a deal, newest first, HTML. */
  notes(user: PipedriveUser, dealId: number): Promise<{ id: number; content: string }[]>;
  /** `html` is the note's content, `id` the note's. `unclear`: the note may or may not exist. */
  addNote(
    user: PipedriveUser,
    dealId: number,
    html: string,
  ): Promise<{ kind: 'done'; id: number } | { kind: 'unclear' }>;
  /**
   * Writes custom fields of a deal, by field_code, and nothing else; one refused value refuses all.
   * Repeating it is harmless, so a lost response is pipedrive_unavailable.
   */
  setDealFields(
    user: PipedriveUser,
    dealId: number,
    values: Record<string, unknown>,
  ): Promise<{ kind: 'done' } | Refusal>;
  /**
   * Creates a custom field of deals. `unclear`: it may or may not exist. Throws pipedrive_forbidden,
   * with Pipedrive's code and message, without the permission and above the plan's limit.
   */
  createDealField(
    user: PipedriveUser,
    field: { name: string; type: string; options: string[] },
  ): Promise<{ kind: 'done'; field: Field } | { kind: 'unclear' }>;
  /** Adds options to a custom field of deals, and returns them. */
  addDealFieldOptions(
    user: PipedriveUser,
    fieldCode: string,
    labels: string[],
  ): Promise<Field['options']>;
};
