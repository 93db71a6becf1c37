import type { DraftLine } from '../shared/contract/draft-content.ts';
/** On whose behalf a call is made: that user's own grant. */
export type PipedriveUser = { companyId: number; userId: number };

export type Deal = {
  id: number;
  title: string;
  currency: string;
  /** Decimal text, or null. */
  value: string | null;
  /** Null for what Pipedrive does not tell. */
  status: 'open' | 'won' | 'lost' | null;
  organizationId: number | null;
  personId: number | null;
  /** Out of Pipedrive's lists, and no longer changed there. */
  archived: boolean;
  /** ISO instant of the last change, where Pipedrive tells it. */
  updatedAt?: string;
};

/** A deal with its fields by field_code, as Pipedrive sends them; options still by id. */
export type DealWithFields = Deal & { fields: Record<string, unknown> };

/**
 * A row of the deal's products that counts (`is_enabled`). Quantity and price are decimal text, empty
 * where Pipedrive's answer holds none that can be read: nobody may be billed a guess.
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
  /** How often the row is billed; absent for a one-time row. `cycles` null is endless. */
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

/**
 * Pipedrive in our words, one call a verb unless it says otherwise. Throws `AppError`: not_installed,
 * install_broken, deal_not_found, not_found, pipedrive_forbidden, pipedrive_busy, pipedrive_unavailable.
 */
export type PipedriveGateway = {
  deal(user: PipedriveUser, dealId: number): Promise<DealWithFields>;
  /**
   * All deals of an organization or person that the user may see, changed last first, archived ones at the
   * end: two calls, one more per 500.
   */
  dealsOf(
    user: PipedriveUser,
    party: { of: 'organization' | 'person'; id: number },
  ): Promise<Deal[]>;
  /** Which of these deals, 100 at most, are in Pipedrive's list: neither removed nor archived. */
  dealsListed(user: PipedriveUser, dealIds: number[]): Promise<number[]>;
  /** The deal one would think of first: most recently changed, open. Null when there is none. */
  someDeal(user: PipedriveUser): Promise<{ id: number; title: string } | null>;
  /** Enabled rows, in the deal's order; one call per 500. */
  dealProducts(user: PipedriveUser, dealId: number): Promise<DealProduct[]>;
  dealDiscounts(user: PipedriveUser, dealId: number): Promise<DealDiscount[]>;
  organization(user: PipedriveUser, id: number): Promise<Party>;
  person(user: PipedriveUser, id: number): Promise<Party>;
  /** Every field of the kind, custom ones included; one call per 500. */
  fields(user: PipedriveUser, of: 'deal' | 'organization' | 'person'): Promise<Field[]>;
  /** The user's own time zone, by its IANA name; null where Pipedrive names none that can be read. */
  timeZone(user: PipedriveUser): Promise<string | null>;
  /** Whether the user administers the Pipedrive company's account. */
  isAdmin(user: PipedriveUser): Promise<boolean>;
  /** Note contents on a deal, newest first, HTML. */
  notes(user: PipedriveUser, dealId: number): Promise<{ id: number; content: string }[]>;
  /** HTML; returns the note's id. `unclear` when it may or may not have been written. */
  addNote(
    user: PipedriveUser,
    dealId: number,
    html: string,
  ): Promise<{ kind: 'done'; id: number } | { kind: 'unclear' }>;
};
