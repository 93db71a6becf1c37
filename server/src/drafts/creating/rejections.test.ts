import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cautionsOf } from '../../shared/checks/cautions.ts';
import { checkDraft } from '../../shared/checks/check-draft.ts';
import { fixesOf } from '../../shared/checks/fixes.ts';
import type { DraftContent } from '../../shared/contract/draft-content.ts';
import { type FieldError, severityOf } from '../../shared/contract/error-body.ts';
import { convertAmounts } from '../../shared/money/conversion.ts';
import { invoiceTotals } from '../../shared/money/invoice-totals.ts';
import { buildTestApp } from '../../testing/build-test-app.ts';
import { applyFix } from '../../testing/rejections/apply-fix.ts';
import { type CompanyName, companies } from '../../testing/rejections/companies.ts';
import {
  type Created,
  type OpenedCompany,
  openCompanies,
  type Pair,
  type Sent,
} from '../../testing/rejections/open-company.ts';
import { changed, isAlteration, type Row, valueAt } from '../../testing/rejections/row.ts';
import { table } from '../../testing/rejections/table.ts';

const names = Object.keys(companies) as CompanyName[];

/** What became of each row: companies run beside each other, the rows of one in turn. */
const outcomes = new Map<Row, Promise<void>>();

beforeAll(async () => {
  const app = await buildTestApp({ env: { QUICKBOOKS_TIMEOUT_MS: '10000' } });
  for (const [name, company] of await openCompanies(app, names)) {
    let before: Promise<void> = Promise.resolve();
    for (const row of table.filter((one) => one.company === name)) {
      const outcome = before.then(() => runRow(company, row));
      outcomes.set(row, outcome);
      before = outcome.catch(() => undefined);
    }
  }
});

afterAll(() => {
  const alterations = table.filter(({ quickbooks }) => isAlteration(quickbooks)).length;
  console.info(`${table.length - alterations} rejections, ${alterations} alterations`);
});

/**
 * What QuickBooks stored, without the lines and empty custom fields that it adds, the tax id that
 * it masks on reading, and the amount of a bundle, which was recorded as 0 beside the amounts of
 * its items.
 */
const comparable = ({
  PrimaryTaxIdentifier,
  Line,
  CustomField,
  ...stored
}: Record<string, unknown>) => ({
  ...stored,
  ...(Array.isArray(CustomField) && {
    CustomField: CustomField.filter(({ StringValue }) => StringValue !== undefined),
  }),
  ...(Array.isArray(Line) && {
    Line: Line.filter(({ DetailType }) => DetailType !== 'SubTotalLineDetail').map(
      ({ Amount, ...line }) =>
        line.DetailType === 'GroupLineDetail' || Amount === undefined ? line : { ...line, Amount },
    ),
  }),
});

const expectStored = ({ sent, stored }: Pair) => {
  expect(comparable(stored)).toMatchObject(comparable(sent));
};

/** Without our checks, QuickBooks rejects the invoice or stores something else. */
const expectTrouble = ({ quickbooks }: Row, sent: Sent) => {
  if (!isAlteration(quickbooks)) {
    const { rejects: code, element } = quickbooks;
    expect(sent).toMatchObject({ fault: expect.any(Array) });
    const faults = 'fault' in sent ? sent.fault : [];
    expect(faults).toContainEqual(element ? { code, element } : expect.objectContaining({ code }));
    return;
  }
  expect(sent).toHaveProperty('invoice');
  if ('fault' in sent) return;
  const pair = quickbooks.of === 'Customer' ? sent.customer : sent.invoice;
  const { alters, stored } = quickbooks;
  expect(valueAt(pair && comparable(pair.stored), alters)).toEqual(stored);
  // Nothing is stored where QuickBooks would otherwise fill something in.
  if (stored !== undefined) expect(valueAt(pair?.sent, alters)).not.toEqual(stored);
};

const expectCreated = (created: Created) => {
  expect(created).toHaveProperty('invoice');
  if (!('invoice' in created)) return;
  expectStored(created.invoice);
  if (created.customer) expectStored(created.customer);
};

/** Our checks report the problem: an error when *Create* is pressed, a warning beside the form. */
const found = async (
  company: OpenedCompany,
  row: Row,
  content: DraftContent,
): Promise<FieldError | undefined> => {
  const isThis = ({ path, problem }: FieldError) =>
    path === row.finding.path && problem === row.finding.problem;
  const [profile, known] = [company.profile(), await company.known(content)];
  const errors = checkDraft(content, profile, invoiceTotals(content, profile), known);
  if (severityOf(row.finding.problem) === 'warning') {
    expect(errors).toEqual([]);
    return cautionsOf(content, profile, known).find(isThis);
  }
  const answer = await company.create(content);
  expect(answer).toMatchObject({ refused: expect.any(Array), writes: [] });
  // A request beyond the limits of the contract is refused before it is checked.
  const isUnread = 'refused' in answer && answer.refused[0]?.path.startsWith('content.');
  expect(answer).toMatchObject(isUnread ? {} : { refused: errors });
  return errors.find(isThis);
};

const resolved = async (
  company: OpenedCompany,
  row: Row,
  content: DraftContent,
): Promise<DraftContent> => {
  const { fix: wanted, convertAt, enter = {} } = row.resolution;
  if (wanted === undefined) return changed(content, enter);
  const { terms, currencies, invoiceFields } = company.profile();
  const known = await company.known(content);
  const fixes = fixesOf(row.finding, { content, terms, known, currencies, invoiceFields });
  const fix = fixes.find(({ kind }, index) => wanted === index || wanted === kind);
  expect(fix).toBeDefined();
  if (!fix) return content;
  if (fix.kind === 'reactivate') await company.reactivate(fix);
  const fixed = applyFix(content, fix);
  return changed(convertAt === undefined ? fixed : convertAmounts(fixed, convertAt), enter);
};

const runRow = async (company: OpenedCompany, row: Row): Promise<void> => {
  const content = changed(company.base, row.typed);
  const profile = { ...company.profile(), ...row.outdated };
  expectTrouble(row, await company.send(content, profile));
  expect(await found(company, row, content)).toEqual(row.finding);
  const { inQuickbooks } = row.resolution;
  if (inQuickbooks) await company.change(inQuickbooks);
  expectCreated(await company.create(await resolved(company, row, content)));
};

describe('the table of rejections and alterations', () => {
  test('has more than a hundred rows with different titles', () => {
    expect(table.length).toBeGreaterThan(100);
    expect(new Set(table.map(({ when }) => when)).size).toBe(table.length);
  });

  test.each(table)('$company: $when', { timeout: 120_000 }, (row) => outcomes.get(row));
});
