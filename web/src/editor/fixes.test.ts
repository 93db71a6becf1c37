import { checkDraft } from '@dealbill/server/shared/checks/check-draft';
import type { FieldProblem } from '@dealbill/server/shared/contract/error-body';
import { nothingKnown } from '@dealbill/server/shared/contract/known-records';
import { describe, expect, it, test } from 'vitest';
import { sampleContent, sampleProfile } from '../testing/sample-draft.ts';
import { emptyLine, emptyTextLine, type InvoiceDocument } from './document.ts';
import { type EditorState, openedState, reduce } from './document-reducer.ts';
import { type FixButton, fixesOf } from './fixes.ts';

type Details = Partial<InvoiceDocument['details']>;

const profile = { ...sampleProfile, closedUntil: '2026-03-31', discounts: false };

const withDetails = (details: Details): InvoiceDocument => ({
  ...sampleContent,
  details: { ...sampleContent.details, ...details },
});
const withLine = (differs: object): InvoiceDocument => ({
  ...sampleContent,
  lines: [{ ...emptyLine('first'), ...differs }],
});
const withNewCustomer = (name: string): InvoiceDocument => ({
  ...sampleContent,
  customer: { ...sampleContent.customer, choice: { kind: 'new', name } },
});

const stateOf = (document: InvoiceDocument) => openedState({ document, company: profile });
const problemsOf = ({ document }: EditorState) => checkDraft(document, profile);

/** The state after a press on a correction that needs no request. */
const press = (state: EditorState, fix: FixButton | undefined): EditorState => {
  if (!fix?.action) throw new Error('No action');
  return reduce(state, fix.action);
};

const find = (document: InvoiceDocument, problem: FieldProblem, path: string) => {
  const state = stateOf(document);
  const found = problemsOf(state).find((one) => one.problem === problem && one.path === path);
  if (!found) throw new Error(`No ${problem} at ${path}`);
  return { state, found, fixes: fixesOf(found, state) };
};

const cases: [FieldProblem, string, InvoiceDocument, string][] = [
  ['emoji', 'details.message', withDetails({ message: 'Thank you 🎉🎉 all' }), 'Remove the emoji'],
  ['emoji', 'lines.0.description', withLine({ description: '👩‍💻 Desk' }), 'Remove the emoji'],
  [
    'forbidden_characters',
    'customer.choice.name',
    withNewCustomer('Cedar: Berlin'),
    'Use Cedar - Berlin',
  ],
  ['number_ambiguous', 'lines.0.unitPrice', withLine({ unitPrice: '2.500?' }), 'Use 2.5'],
  [
    'too_many_decimals',
    'lines.0.quantity',
    withLine({ quantity: '0.123456789' }),
    'Round to 0.1234568',
  ],
  ['books_closed', 'details.issueDate', withDetails({}), 'Use Wednesday, April 1, 2026'],
  [
    'before_issue_date',
    'details.dueDate',
    withDetails({ issueDate: '2026-04-10' }),
    'Use Friday, April 17, 2026',
  ],
  ['currency_mismatch', 'details.currency', withDetails({ currency: 'USD' }), 'Invoice in GBP'],
  [
    'discounts_off',
    'discount.value',
    { ...sampleContent, discount: { kind: 'percent', value: '5' } },
    'Remove the discount',
  ],
];

describe('the correction of a problem', () => {
  test.each(cases)('%s at %s', (problem, path, document, text) => {
    const { state, found, fixes } = find(document, problem, path);
    expect(fixes[0]?.text).toBe(text);
    const corrected = fixes.map((fix) => problemsOf(press(state, fix)));
    for (const left of corrected) expect(left).not.toContainEqual(found);
  });

  it('uses, reactivates or renames what has the name of a new product', () => {
    const document = withLine({ item: { id: null, name: 'Site survey', taxable: true } });
    const row = { id: '7', name: 'Site survey', sku: null, description: null };
    const taker = { id: '7', name: 'Site survey (deleted)', active: false };
    const state = {
      ...stateOf(document),
      known: {
        ...nothingKnown,
        takenItemNames: [
          {
            asked: 'site survey',
            takenBy: { ...taker, row: { ...row, unitPrice: null, taxable: true, taxCodeId: null } },
            free: 'Site survey 2',
          },
        ],
      },
    };
    const [taken] = checkDraft(document, profile, undefined, state.known).filter(
      ({ problem }) => problem === 'item_name_inactive',
    );
    const [reactivate, rename] = taken ? fixesOf(taken, state) : [];
    expect(reactivate?.text).toBe('Reactivate Site survey');
    expect(reactivate?.reactivation).toMatchObject({ of: 'item', id: '7', index: 0 });
    expect(press(state, rename).document.lines[0]?.item).toEqual({
      id: null,
      name: 'Site survey 2',
      taxable: true,
    });
    const available = reduce(state, {
      type: 'item_available',
      index: 0,
      row: { ...row, unitPrice: null, taxable: true, taxCodeId: null },
    });
    expect(available.document.lines[0]?.item?.id).toBe('7');
    expect(available.known.takenItemNames).toEqual([]);
  });

  it('cuts the name of a new product to what QuickBooks stores', () => {
    const document = withLine({ item: { id: null, name: 'x'.repeat(120), taxable: true } });
    const { state, fixes } = find(document, 'too_long', 'lines.0.item.name');
    expect(press(state, fixes[0]).document.lines[0]?.item?.name).toHaveLength(100);
  });

  it('removes an empty line, but not the only one', () => {
    const lines = [{ ...emptyLine('a'), description: 'Desk' }, emptyLine('b')];
    const { state, fixes } = find({ ...sampleContent, lines }, 'link_item', 'lines.1.item');
    expect(fixes.map(({ text }) => text)).toEqual(['Remove the empty line']);
    const [fix] = fixes;
    expect(press(state, fix).document.lines).toHaveLength(1);
    expect(find(sampleContent, 'link_item', 'lines.0.item').fixes).toEqual([]);
  });

  it('removes a bundle with an inactive item, and an empty text line', () => {
    const bundle = { id: '4', name: 'Set', parts: [] };
    const lines = [emptyLine('a'), { ...emptyLine('b'), bundle }, emptyTextLine('c')];
    const state = stateOf({ ...sampleContent, lines });
    const keysAfter = (path: string, problem: FieldProblem) =>
      press(state, fixesOf({ path, problem }, state)[0]).document.lines.map(({ key }) => key);
    expect(keysAfter('lines.1.bundle.parts.0.item', 'item_gone')).toEqual(['a', 'c']);
    expect(keysAfter('lines.2.description', 'required')).toEqual(['a', 'b']);
  });

  it('takes the number after one that is used', () => {
    const state = stateOf(withDetails({ number: 'INV-0099' }));
    const taken = { path: 'details.number', problem: 'number_taken' } as const;
    const [fix] = fixesOf(taken, state);
    expect(press(state, fix).document.details.number).toBe('INV-0100');
  });

  it('rounds an exchange rate and a percentage', () => {
    const { issueDate } = sampleContent.details;
    const rate = { currency: 'EUR', date: issueDate, rate: '0.86123456', from: 'typed' } as const;
    const foreign = withDetails({ currency: 'EUR', exchangeRate: rate });
    const percent = { kind: 'percent', value: '33.333' } as const;
    const fixed = (
      document: InvoiceDocument,
      path: string,
      problem: FieldProblem,
      limit: number,
    ) => {
      const state = stateOf(document);
      const [fix] = fixesOf({ path, problem, limit }, state);
      return press(state, fix).document;
    };
    expect(
      fixed(foreign, 'details.exchangeRate', 'too_many_decimals', 7)?.details.exchangeRate?.rate,
    ).toBe('0.8612346');
    const discounted = { ...sampleContent, discount: percent };
    expect(fixed(discounted, 'discount.value', 'percent_decimals', 2)?.discount).toEqual({
      kind: 'percent',
      value: '33.33',
    });
  });

  it('writes letters at risk plainly, and shows them where there is room', () => {
    const warning = (path: string) => ({ path, problem: 'letters_at_risk' }) as const;
    const labels = (document: InvoiceDocument, path: string) =>
      fixesOf(warning(path), stateOf(document)).map(({ text }) => text);
    expect(labels(withNewCustomer('Złotnicki'), 'customer.choice.name')).toEqual(['Use Zlotnicki']);
    const message = 'Dziękujemy za zamówienie\nDo zobaczenia';
    expect(labels(withDetails({ message }), 'details.message')).toEqual(['Use plain letters']);
  });

  it('is missing where only the user can know', () => {
    const { fixes } = find(withLine({ unitPrice: 'ten' }), 'not_a_number', 'lines.0.unitPrice');
    expect(fixes).toEqual([]);
  });
});
