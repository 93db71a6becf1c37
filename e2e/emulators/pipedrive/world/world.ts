import type {
  Activity,
  Change,
  Company,
  Deal,
  DealDiscount,
  DealProduct,
  Field,
  Installment,
  Merge,
  Note,
  Organization,
  Person,
  Product,
  StoredFile,
  User,
  Webhook,
} from './rows.ts';

/** The emulator's state, as plain JSON. */
export interface World {
  app: AppRegistration;
  settings: Settings;
  companies: Company[];
  users: User[];
  deals: Deal[];
  organizations: Organization[];
  persons: Person[];
  products: Product[];
  dealProducts: DealProduct[];
  dealDiscounts: DealDiscount[];
  installments: Installment[];
  fields: Field[];
  notes: Note[];
  files: StoredFile[];
  changes: Change[];
  activities: Activity[];
  installs: Install[];
  codes: AuthorizationCode[];
  grants: Grant[];
  accessTokens: AccessToken[];
  spent: Spent[];
  deliveries: Delivery[];
  webhooks: Webhook[];
  merges: Merge[];
  lastId: number;
}

/** The app's registration in Developer Hub. */
export interface AppRegistration {
  name: string;
  clientId: string;
  clientSecret: string;
  callbackUrl: string | null;
  installUrl: string | null;
  panelUrl: string | null;
  modalUrl: string | null;
  settingsUrl: string | null;
  modalName: string;
  modalActionId: string;
  panelJwtSecret: string | null;
  modalJwtSecret: string | null;
  settingsJwtSecret: string | null;
  scopes: string[];
}

/** Switches, most of them for behaviour that Pipedrive leaves undocumented. */
export interface Settings {
  /**
   * Time limit for a frame's `initialize`; Pipedrive's is 10 seconds.
   * https://pipedrive.readme.io/docs/custom-ui-extensions
   */
  initializeDeadlineMs: number;
  accessTokenSeconds: number;
  signedTokenSeconds: number;
  rotateRefreshTokens: boolean;
  /** Status for a deal that is hidden from the caller. */
  hiddenDealStatus: 403 | 404;
  /** Whether a product row's `sum`, and the deal's value, include exclusive tax. */
  sumIncludesTax: boolean;
  /** Effect of writing `value` on a deal with products. */
  valueOfDealWithProducts: 'ignored' | 'refused';
  /** Whether a modal opened by the SDK receives resource, view and selectedIds. */
  modalCarriesEntity: boolean;
  /** Requests per access token in two seconds; null uses the plan's limit. */
  burstLimit: number | null;
  /** Tokens per company and day; null uses 30,000 x plan x seats. */
  dailyBudget: number | null;
  /**
   * Number of 429 responses in a row after which the proxy in front of the API blocks a token with
   * 403 and an HTML page, until two seconds have passed without a call; null never blocks.
   */
  blockAfterRefusals: number | null;
  /** Custom fields a company may have; null is unlimited. Plans differ and are undocumented. */
  customFieldLimit: number | null;
  /**
   * Companies whose plan has no instalments: reading them answers 403. Pipedrive documents that they
   * need the Growth plan, but not the answer of a lower one.
   */
  companiesWithoutInstallments: number[];
  /** Whether a webhook's URL can be reached from Pipedrive, which checks that. */
  webhookUrlsReachable: boolean;
  /** Whether webhooks for field definitions exist; announced in May 2026. */
  fieldWebhooks: boolean;
  /** Whether a delivery names the other record of a merge, as the migration guide says. */
  webhooksNameMerges: boolean;
  /** Divides the pauses between the tries of a delivery. */
  webhookRetrySpeed: number;
}

export interface Install {
  companyId: number;
  userId: number;
  at: string;
}

/** Here and below, `expiresAt` is in epoch milliseconds. */
export interface AuthorizationCode {
  code: string;
  companyId: number;
  userId: number;
  redirectUri: string;
  expiresAt: number;
  used: boolean;
}

export interface Grant {
  id: number;
  companyId: number;
  userId: number;
  refreshToken: string;
  /** Refresh tokens replaced by rotation. */
  exchanged: string[];
  expiresAt: number;
  revoked: boolean;
}

export interface AccessToken {
  token: string;
  grantId: number;
  expiresAt: number;
}

export interface Spent {
  companyId: number;
  /** UTC day of the spent tokens, YYYY-MM-DD. */
  day: string;
  tokens: number;
}

/** A call of the emulator to the app: an uninstall or sharing notice. */
export interface Delivery {
  at: string;
  method: 'DELETE' | 'POST';
  url: string;
  body: Record<string, unknown>;
  status: number | null;
  error: string | null;
}
