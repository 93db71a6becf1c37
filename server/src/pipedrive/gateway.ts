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
  /** Number of notes on the deal; only where one deal was read, and the response has it. */
  notes?: number;
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
  /** The chosen variation of the product; its name is read with `productVariations`. */
  variation?: { id: number; name?: string };
};

export type Billing = NonNullable<NonNullable<DraftLine['dealRow']>['billing']>;

export type DealDiscount = { kind: 'percent' | 'amount'; value: string; description: string };

/** A planned instalment of a deal; `amount` is decimal text in the deal's currency. */
export type Installment = { id: number; amount: string; billingDate: string; description: string };

/** An organization or a person: its fields by field_code, standard and custom. */
export type Party = { id: number; name: string; fields: Record<string, unknown> };

/** Records that have custom fields. */
export type FieldOwner = 'deal' | 'organization' | 'person';

export type Field = {
  code: string;
  name: string;
  type: string;
  custom: boolean;
  options: { id: number; label: string }[];
};

export type Activity = {
  id: number;
  subject: string;
  /** Key of the activity type. */
  type: string;
  ownerId: number | null;
  dueDate: string | null;
  /** HTML. */
  note: string;
  done: boolean;
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
  /**
   * Name of a record, also of one that was deleted or merged, which Pipedrive keeps for thirty days.
   * Null when it is gone or hidden.
   */
  nameOf(user: PipedriveUser, of: FieldOwner, id: number): Promise<string | null>;
  /** Names of those among at most 100 records that are neither deleted nor archived. */
  namesListed(
    user: PipedriveUser,
    of: FieldOwner,
    ids: number[],
  ): Promise<{ id: number; name: string }[]>;
  /** Returns which of these deals (at most 100) are neither deleted nor archived. */
  dealsListed(user: PipedriveUser, dealIds: number[]): Promise<number[]>;
  /** The most recently changed open deal, or null. */
  someDeal(user: PipedriveUser): Promise<{ id: number; title: string } | null>;
  /** Enabled rows, in the deal's order; one call per 500. */
  dealProducts(user: PipedriveUser, dealId: number): Promise<DealProduct[]>;
  /** Names of a product's variations; one call per 500. Needs the scope `products:read`. */
  productVariations(
    user: PipedriveUser,
    productId: number,
  ): Promise<{ id: number; name: string }[]>;
  dealDiscounts(user: PipedriveUser, dealId: number): Promise<DealDiscount[]>;
  /**
   * By date. Throws pipedrive_forbidden when the company's plan has no instalments, or the grant no
   * scope for them.
   */
  installments(user: PipedriveUser, dealId: number): Promise<Installment[]>;
  organization(user: PipedriveUser, organizationId: number): Promise<Party>;
  person(user: PipedriveUser, personId: number): Promise<Party>;
  /** All fields including custom ones; one call per 500. */
  fields(user: PipedriveUser, of: FieldOwner): Promise<Field[]>;
  /** IANA name of the user's time zone; null when the response has no valid one. */
  timeZone(user: PipedriveUser): Promise<string | null>;
  /** Whether the user administers the Pipedrive company's account. */
  isAdmin(user: PipedriveUser): Promise<boolean>;
  /** Whether the user may use Pipedrive and administers its account, by the user's own token. */
  userAccess(user: PipedriveUser): Promise<{ isActive: boolean | null; isAdmin: boolean }>;
  /**
   * Whether a colleague may use Pipedrive; null when Pipedrive does not say so. Needs the scope
   * `users:read` or `admin`, else pipedrive_forbidden.
   */
  isColleagueActive(user: PipedriveUser, colleagueId: number): Promise<boolean | null>;
  /** Note contents on a deal, newest first, HTML. */
  notes(user: PipedriveUser, dealId: number): Promise<{ id: number; content: string }[]>;
  /** Id of the deal that a note is on; null for a note on no deal, a deleted and a hidden one. */
  dealOfNote(user: PipedriveUser, noteId: number): Promise<number | null>;
  /** `html` is the note's content, `id` the note's. `unclear`: the note may or may not exist. */
  addNote(
    user: PipedriveUser,
    dealId: number,
    html: string,
  ): Promise<{ kind: 'done'; id: number } | { kind: 'unclear' }>;
  /** Names of a deal's files, at most the newest 100. */
  fileNames(user: PipedriveUser, dealId: number): Promise<string[]>;
  /**
   * Uploads a file to a deal. `unclear`: it may or may not exist. Throws pipedrive_forbidden, with
   * Pipedrive's message, when it refuses the file, for example because the storage is full.
   */
  addFile(
    user: PipedriveUser,
    dealId: number,
    file: { name: string; bytes: Uint8Array; mediaType: string },
  ): Promise<{ kind: 'done' } | { kind: 'unclear' }>;
  /** Active users of the company. */
  users(user: PipedriveUser): Promise<{ id: number; name: string }[]>;
  activityTypes(user: PipedriveUser): Promise<{ key: string; name: string }[]>;
  /** Id of the user who owns a deal. */
  dealOwner(user: PipedriveUser, dealId: number): Promise<number | null>;
  /** The newest activities of a deal, at most 500. */
  activities(user: PipedriveUser, dealId: number): Promise<Activity[]>;
  /** Throws not_found for a deleted activity. */
  activity(user: PipedriveUser, activityId: number): Promise<Activity>;
  /**
   * Adds an activity to a deal; without `ownerId` it is assigned to `user`. `unclear`: it may or may
   * not exist. Throws not_possible when Pipedrive rejects a value, such as a deactivated owner.
   */
  addActivity(
    user: PipedriveUser,
    dealId: number,
    activity: Pick<Activity, 'subject' | 'type' | 'ownerId' | 'note'> & { dueDate: string },
  ): Promise<{ kind: 'done'; activity: Activity } | { kind: 'unclear' }>;
  /** Marks an activity as done. A lost response is pipedrive_unavailable. */
  finishActivity(user: PipedriveUser, activityId: number): Promise<void>;
  /**
   * Writes custom fields of a record, by field_code, and nothing else; one refused value refuses
   * all. Repeating it is harmless, so a lost response is pipedrive_unavailable.
   */
  setFields(
    user: PipedriveUser,
    of: FieldOwner,
    recordId: number,
    values: Record<string, unknown>,
  ): Promise<{ kind: 'done' } | Refusal>;
  /**
   * Creates a custom field. `unclear`: it may or may not exist. Throws pipedrive_forbidden, with
   * Pipedrive's code and message, without the permission and above the plan's limit.
   */
  createField(
    user: PipedriveUser,
    of: FieldOwner,
    field: { name: string; type: string; options: string[] },
  ): Promise<{ kind: 'done'; field: Field } | { kind: 'unclear' }>;
  /** The webhooks that this app registered with the user's grant. */
  webhooks(user: PipedriveUser): Promise<{ id: number; url: string }[]>;
  /** Registers a webhook whose deliveries authenticate with `user` and `password`. */
  createWebhook(
    user: PipedriveUser,
    webhook: { action: string; object: string; url: string; user: string; password: string },
  ): Promise<{ kind: 'done'; id: number } | Refusal>;
  deleteWebhook(user: PipedriveUser, webhookId: number): Promise<void>;
  /** Adds options to a custom field, and returns them. */
  addFieldOptions(
    user: PipedriveUser,
    of: FieldOwner,
    fieldCode: string,
    labels: string[],
  ): Promise<Field['options']>;
};
