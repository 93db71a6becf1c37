import type {
  Activity,
  Change,
  Company,
  Deal,
  DealDiscount,
  DealProduct,
  Field,
  Installment,
  Note,
  Organization,
  Person,
  Product,
  StoredFile,
  User,
} from './rows.ts';

/** Everything the emulator knows, as plain JSON. */
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
  lastId: number;
}

/** What Developer Hub knows of the app under test. */
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

/** Switches, most of them for what Pipedrive's documents leave open. */
export interface Settings {
  /** How long a frame may take to initialize (Pipedrive: Custom UI extensions, 10 seconds). */
  initializeDeadlineMs: number;
  accessTokenSeconds: number;
  signedTokenSeconds: number;
  rotateRefreshTokens: boolean;
  /** Answer for a deal that exists but is hidden from the caller. */
  hiddenDealStatus: 403 | 404;
  /** Whether a product row's `sum`, and so the deal's value, contains exclusive tax. */
  sumIncludesTax: boolean;
  /** What a write of `value` does on a deal whose value comes from its products. */
  valueOfDealWithProducts: 'ignored' | 'refused';
  /** Whether a modal opened by the SDK also gets resource, view and selectedIds. */
  modalCarriesEntity: boolean;
  /** Requests per token in two seconds; null takes the plan's own limit. */
  burstLimit: number | null;
  /** Tokens per company and day; null takes 30,000 x plan x seats. */
  dailyBudget: number | null;
}

export interface Install {
  companyId: number;
  userId: number;
  at: string;
}

/** Instants below are milliseconds since 1970. */
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
  /** Refresh tokens that were rotated away. */
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
  /** UTC day the tokens were spent on, YYYY-MM-DD. */
  day: string;
  tokens: number;
}

/** A call the emulator made to the app: uninstall notices and sharing notices. */
export interface Delivery {
  at: string;
  method: 'DELETE' | 'POST';
  url: string;
  body: Record<string, unknown>;
  status: number | null;
  error: string | null;
}
