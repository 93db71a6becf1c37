/** All error codes of the API with their HTTP status. */
export const errorStatus = {
  bad_token: 401,
  /** The request comes from another origin than our own page. */
  foreign_origin: 403,
  not_installed: 403,
  install_broken: 403,
  not_owner: 403,
  /** Requires an admin of the Pipedrive company. */
  not_admin: 403,
  /** The company's data is scheduled for deletion. */
  deletion_planned: 409,
  not_connected: 409,
  connection_broken: 409,
  connection_taken: 409,
  realm_taken: 409,
  other_realm: 409,
  /** A takeover must keep the company's QuickBooks company. */
  takeover_other_realm: 409,
  /** The token does not grant access to the realm that the OAuth callback named. */
  realm_not_granted: 403,
  deal_not_found: 404,
  not_found: 404,
  invalid_input: 422,
  draft_changed: 409,
  /** Another user saved the settings since they were shown; see `owner` and `since`. */
  preferences_changed: 409,
  draft_busy: 409,
  /** The billing plan, or an entry of it, changed since it was shown. */
  plan_changed: 409,
  /** The entry of the billing plan has another currency than the deal has now. */
  plan_currency: 409,
  /** The deal has reached the limit of unfinished drafts. */
  too_many_drafts: 409,
  currency_mismatch: 409,
  /** Another invoice was added to the deal at `since`, after the form was opened. */
  deal_billed_meanwhile: 409,
  /** An earlier operation on the invoice is unconfirmed. */
  invoice_busy: 409,
  /** The invoice was changed in QuickBooks since it was shown. */
  invoice_changed: 409,
  /** The deal or the invoice changed since their difference was shown. */
  difference_changed: 409,
  /** The state of the invoice or customer does not allow the action. */
  not_possible: 409,
  customer_busy: 409,
  /** The customer was changed in QuickBooks since it was read. */
  customer_changed: 409,
  quickbooks_refused: 422,
  quickbooks_forbidden: 403,
  quickbooks_read_only: 403,
  quickbooks_busy: 503,
  quickbooks_unavailable: 503,
  /** The rest of the month's metered reads is reserved for users; only background work gets this. */
  reads_used_up: 503,
  pipedrive_forbidden: 403,
  pipedrive_busy: 503,
  pipedrive_unavailable: 503,
  rate_limited: 429,
  /** The user, the company or the server has too many open streams of changes. */
  too_many_streams: 429,
  /** The database cannot be written; nothing was changed or sent. */
  storage_unavailable: 503,
  /** The change may have been sent or stored, but its result could not be recorded. */
  not_recorded: 503,
  internal: 500,
} as const;

export type ErrorCode = keyof typeof errorStatus;

/** Problems that QuickBooks accepts, but that the user probably does not intend. */
export const cautions = [
  /** `limit` names the customers. */
  'customer_alike',
  'email_missing',
  /** The invoice names no recipient or address; QuickBooks prints the customer's. */
  'address_copied',
  /** QuickBooks cannot find the state of the address that decides sales tax. */
  'address_unplaced',
  /** `limit` is the amount. */
  'over_deal',
  /** The invoice uses `limit`, an amount that the billing plan has planned for other invoices. */
  'over_plan',
  /** QuickBooks has no term that gives the due date; `limit` in days. */
  'term_missing',
  /** The company numbers its invoices itself; `limit` is the next free number, if there is one. */
  'number_missing',
  /** The pattern of numbers needs `limit`, a part of it that the deal leaves empty. */
  'number_part_empty',
  /** The pattern of numbers names `limit`, a field that was deleted in Pipedrive. */
  'number_part_gone',
  'looks_like_tax',
  /** QuickBooks applies the customer's credit; `limit` is decimal text. */
  'credit_applies',
  /** Letters that QuickBooks may store as question marks; `limit` is the text in plain letters. */
  'letters_at_risk',
  /** The permission to access QuickBooks ends; `limit` is a date. */
  'connection_ends',
] as const;

/**
 * Problems of a field. `limit` of the error is a length, count or date, depending on the problem.
 */
export const fieldProblems = [
  'required',
  'too_long',
  /** The draft as JSON is too large; `limit` in kilobytes. */
  'draft_too_large',
  'forbidden_characters',
  /** QuickBooks rejects emoji with an error that gives no reason. */
  'emoji',
  'not_a_number',
  /** A number with two readings; `limit` contains both: `16.2 16200`. */
  'number_ambiguous',
  'not_positive',
  'too_many_decimals',
  /** More decimals than QuickBooks stores for a percentage; an amount has no such loss. */
  'percent_decimals',
  'too_large',
  'not_an_email',
  'not_a_date',
  /** Outside the years 2000 to 2099. */
  'date_out_of_range',
  'before_issue_date',
  'books_closed',
  'choose_customer',
  'customer_inactive',
  'customer_gone',
  /** `limit` is the currency of the customer, else of the company. */
  'currency_mismatch',
  /** QuickBooks invoices only in `limit`, the currency of the company. */
  'multicurrency_off',
  /** The amounts are still in another currency, given by `limit`. */
  'amounts_unconverted',
  /** A rate marked as QuickBooks' own that was not read from QuickBooks. */
  'rate_unknown',
  /** A typed rate too far from QuickBooks' own, given by `limit`. */
  'rate_far',
  'no_lines',
  'too_many_lines',
  'link_item',
  'item_inactive',
  'item_gone',
  /** A category or bundle. */
  'item_unsellable',
  /** The name of an item to create; `limit` is a free name, if one was looked up. */
  'item_name_taken',
  /** Like `item_name_taken`, by an inactive item. */
  'item_name_inactive',
  /** The settings name no income account for items to create. */
  'income_account_missing',
  /** The income account, named by `limit`, is inactive, deleted or of another type. */
  'income_account_unusable',
  'choose_tax_code',
  'tax_code_unusable',
  'discount_too_large',
  'discounts_off',
  'shipping_off',
  'service_dates_off',
  /** `limit` is the next free number, if there is one. */
  'number_taken',
  /** The pattern gives too long a number; `limit` is the part of it with most characters. */
  'number_pattern_too_long',
  /** `limit` is a free name, if one was looked up. */
  'name_taken',
  'negative_total',
  /** The QuickBooks subscription has ended: the company can only be read. */
  'subscription_expired',
  /** The linked estimate belongs to another customer. */
  'estimate_of_other',
  /** The linked estimate was valid until `limit`. */
  'estimate_expired',
  /** Another invoice bills the linked estimate. */
  'estimate_billed',
  /** The linked estimate was closed or rejected in QuickBooks. */
  'estimate_closed',
  /** The linked estimate was deleted in QuickBooks. */
  'estimate_deleted',
  /** QuickBooks rejected the link, because the estimate was closed, billed or deleted. */
  'estimate_unlinkable',
  /** QuickBooks' settings have turned the field off. */
  'field_off',
  /** QuickBooks has no active class or location of the name `limit`. */
  'class_unknown',
  'location_unknown',
  'refused',
  ...cautions,
] as const;

export type FieldProblem = (typeof fieldProblems)[number];

const cautionSet: ReadonlySet<FieldProblem> = new Set(cautions);

/** Errors block the invoice; warnings are shown before it is created. */
export const severityOf = (problem: FieldProblem): 'error' | 'warning' =>
  cautionSet.has(problem) ? 'warning' : 'error';

/** `path` is a dotted path into the input: `customer.email`, `lines.2.quantity`. */
export type FieldError = {
  path: string;
  problem: FieldProblem;
  limit?: number | string;
  /** QuickBooks' message when its refusal concerns this field. */
  said?: string;
};

/** Details of an error response. Never contains a token or a stack trace. */
export type ErrorDetails = {
  /** Name of the user concerned, such as the connection owner; `since` is an ISO instant. */
  owner?: string;
  since?: string;
  /** Intuit's transaction id (needed for support requests), fault code and message. */
  tid?: string;
  faultCode?: string;
  said?: string;
  /** URL that installs the app. */
  installUrl?: string;
  /** Seconds to wait before a retry. */
  retryAfter?: number;
};

export type ErrorBody = {
  error: { code: ErrorCode; fields?: FieldError[]; details?: ErrorDetails; requestId: string };
};
