/** The closed list of what can go wrong, with the HTTP status each travels under. */
export const errorStatus = {
  bad_token: 401,
  /** A request of another site, where only our own page may ask. */
  foreign_origin: 403,
  not_installed: 403,
  install_broken: 403,
  not_owner: 403,
  /** Only an admin of the Pipedrive company may do it. */
  not_admin: 403,
  /** The company's data is going to be deleted. */
  deletion_planned: 409,
  not_connected: 409,
  connection_broken: 409,
  connection_taken: 409,
  realm_taken: 409,
  other_realm: 409,
  /** The token of a consent does not open the QuickBooks company that the callback named. */
  realm_not_granted: 403,
  deal_not_found: 404,
  not_found: 404,
  invalid_input: 422,
  draft_changed: 409,
  /** Somebody saved the settings since they were shown; `holder` and `since` say who and when. */
  preferences_changed: 409,
  draft_busy: 409,
  /** The deal has as many unfinished drafts as it may have. */
  too_many_drafts: 409,
  currency_mismatch: 409,
  /** Another invoice was added to the deal since the form was opened; `since` says when. */
  deal_billed_meanwhile: 409,
  /** An earlier action on it is still being looked into. */
  invoice_busy: 409,
  /** Somebody changed it in QuickBooks since it was shown. */
  invoice_changed: 409,
  /** It can not, or no longer, be done to this invoice or customer. */
  not_possible: 409,
  customer_busy: 409,
  /** Somebody changed it in QuickBooks since it was read. */
  customer_changed: 409,
  quickbooks_refused: 422,
  quickbooks_forbidden: 403,
  quickbooks_read_only: 403,
  quickbooks_busy: 503,
  quickbooks_unavailable: 503,
  pipedrive_forbidden: 403,
  pipedrive_busy: 503,
  pipedrive_unavailable: 503,
  rate_limited: 429,
  /** The database stores nothing at the moment: nothing was changed, and nothing was sent. */
  storage_unavailable: 503,
  /** It was sent or stored, or may have been, and the database cannot say how it ended. */
  not_recorded: 503,
  internal: 500,
} as const;

export type ErrorCode = keyof typeof errorStatus;

/** What can be wrong with one field. `limit` is a length, a count or a date, by kind. */
export const fieldProblems = [
  'required',
  'too_long',
  /** All texts of a draft together; `limit` in kilobytes. */
  'draft_too_large',
  'forbidden_characters',
  /** Emoji, to which QuickBooks answers with an error that names no reason. */
  'emoji',
  'not_a_number',
  /** A typed number that can be read in two ways, both named by `limit`: `16.2 16200`. */
  'number_ambiguous',
  'not_positive',
  'too_many_decimals',
  /** A percentage that QuickBooks would cut; the same discount as an amount is kept. */
  'percent_decimals',
  'too_large',
  'not_an_email',
  'not_a_date',
  /** Not between the years 2000 and 2099. */
  'date_out_of_range',
  'before_issue_date',
  'books_closed',
  'choose_customer',
  'customer_inactive',
  'currency_mismatch',
  /** The amounts are in another currency than the invoice, named by `limit`. */
  'amounts_unconverted',
  /** A rate said to be QuickBooks' own that was not read from it. */
  'rate_unknown',
  /** A typed rate too far from QuickBooks' own, named by `limit`. */
  'rate_far',
  'no_lines',
  'too_many_lines',
  'link_item',
  'item_inactive',
  'choose_tax_code',
  'tax_code_unusable',
  'discount_too_large',
  'discounts_off',
  'number_taken',
  'name_taken',
  'negative_total',
  'refused',
] as const;

export type FieldProblem = (typeof fieldProblems)[number];

/** `path` is a dotted path into the input: `customer.email`, `lines.2.quantity`. */
export type FieldError = {
  path: string;
  problem: FieldProblem;
  limit?: number | string;
  /** QuickBooks' own sentence, where a refusal could be told to this field. */
  said?: string;
};

/** What an error may tell besides its code. Never a token, never a stack. */
export type ErrorDetails = {
  /** Who holds the connection, and since when; or since when something else is so (ISO instant). */
  owner?: string;
  since?: string;
  /** Intuit's transaction id, fault code and sentence; support asks for the first. */
  tid?: string;
  faultCode?: string;
  said?: string;
  /** Where to install the app. */
  installUrl?: string;
  /** Seconds after which trying again makes sense. */
  retryAfter?: number;
};

export type ErrorBody = {
  error: { code: ErrorCode; fields?: FieldError[]; details?: ErrorDetails; requestId: string };
};
