import type { Fix } from '../../shared/checks/fixes.ts';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import type { DraftContent } from '../../shared/contract/draft-content.ts';
import type { FieldError } from '../../shared/contract/error-body.ts';
import type { Decimal } from '../../shared/money/money.ts';
import type { CompanyName } from './companies.ts';

/** Values by their path in the draft: `{ 'details.number': 'INV-1' }`. */
export type Changes = Record<string, unknown>;

/** One thing that QuickBooks rejects, or stores in another way than it was sent. */
export type Row = {
  /** What is typed, or how the company differs; unique in the table. */
  when: string;
  /** Page that says so. */
  source: string;
  company: CompanyName;
  /** Changes of a draft that is valid in this company. */
  typed: Changes;
  /** Settings that the company had when the form was opened, if it has others by now. */
  outdated?: Partial<CompanyProfile>;
  quickbooks: Rejection | Alteration;
  /** The problem that our checks report; its severity follows from `severityOf`. */
  finding: FieldError;
  resolution: Resolution;
};

/** The fault of the invoice, or of its new customer. `element` is the property that it names. */
export type Rejection = { rejects: string; element?: string };

/**
 * The path of a value in the invoice that QuickBooks stores in another way than it was sent, and
 * what it stores; undefined for nothing. `of` names the customer where it is a value of the
 * invoice's new customer.
 */
export type Alteration = { alters: string; stored: unknown; of?: 'Customer' };

/**
 * How the user solves the problem: the index or kind of a correction that `fixesOf` returns, the
 * rate at which the amounts are converted after it, the values that only the user knows, or several
 * in this order; or what an admin changes in QuickBooks.
 */
export type Resolution = {
  fix?: number | Fix['kind'];
  convertAt?: Decimal;
  enter?: Changes;
  inQuickbooks?: { preferences: Record<string, unknown> };
};

/** Rows that have some properties in common. */
export const group = <Shared extends Partial<Row>>(
  shared: Shared,
  rows: (Omit<Row, keyof Shared> & Partial<Row>)[],
): Row[] => rows.map((row) => ({ ...shared, ...row }) as unknown as Row);

export const isAlteration = (quickbooks: Row['quickbooks']): quickbooks is Alteration =>
  'alters' in quickbooks;

/** A text of this length. */
export const long = (length: number): string => 'x'.repeat(length);

/** The value at a path; undefined where there is none. */
export const valueAt = (from: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (part, key) =>
        typeof part === 'object' && part !== null ? Reflect.get(part, key) : undefined,
      from,
    );

/** The draft with these values at their paths. */
export const changed = (content: DraftContent, changes: Changes): DraftContent => {
  const copy = structuredClone(content);
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    const parent = keys.length === 0 ? copy : valueAt(copy, keys.join('.'));
    if (typeof parent !== 'object' || parent === null) throw new Error(`Nothing at ${path}`);
    Reflect.set(parent, last, structuredClone(value));
  }
  return copy;
};
