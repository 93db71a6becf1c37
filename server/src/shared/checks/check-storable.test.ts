import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeDraft, makeLine, makeProfile } from '../../testing/make-draft.ts';
import { type DraftContent, draftContent } from '../contract/draft-content.ts';
import { changeCurrency, convertAmounts } from '../money/conversion.ts';
import { checkDraft } from './check-draft.ts';
import { unstorable } from './check-storable.ts';
import { inputLimits } from './input-limits.ts';

const { number, code, name, text, lines, draftBytes } = inputLimits;

/** Text with lengths around a limit, on both sides of it. */
const around = (limit: number) =>
  fc
    .tuple(fc.constantFrom('x', '9', '‘'), fc.constantFrom(0, limit, limit + 1))
    .map(([letter, length]) => letter.repeat(length));

const amount = fc.record({ kind: fc.constantFrom('percent', 'amount'), value: around(number) });

const drafts = fc
  .record({
    customer: fc.record({
      choice: fc.record({ kind: fc.constant('new'), name: around(name) }),
      to: around(text),
      address: around(text),
      email: around(name),
      taxId: around(name),
    }),
    details: fc.record({
      issueDate: around(code),
      dueDate: around(code),
      currency: around(code),
      number: around(name),
      message: around(text),
      memo: around(text),
    }),
    lines: fc.array(
      fc
        .record({
          description: around(text),
          quantity: around(number),
          unitPrice: around(number),
          discount: amount,
        })
        .map((line) => makeLine(line as Partial<DraftContent['lines'][number]>)),
      { maxLength: 3 },
    ),
    discount: amount,
  })
  .map((typed) => makeDraft(typed as Parameters<typeof makeDraft>[0]));

describe('unstorable', () => {
  it('reports the fields that the contract refuses', () => {
    fc.assert(
      fc.property(drafts, (content) => {
        const refused = draftContent.safeParse(content).error?.issues ?? [];
        const paths = refused.map(({ path }) => path.join('.')).sort();
        const ours = unstorable(content).filter(({ problem }) => problem !== 'draft_too_large');
        expect(ours.map(({ path }) => path).sort()).toEqual(paths);
      }),
    );
  });

  it('reports more lines than an invoice can have', () => {
    const content = makeDraft({ lines: Array.from({ length: lines + 1 }, () => makeLine()) });
    expect(unstorable(content)).toEqual([{ path: 'lines', problem: 'too_many_lines', limit: 750 }]);
    expect(draftContent.safeParse(content).success).toBe(false);
  });

  it('reports a draft that is too large at its longest text', () => {
    const description = 'd'.repeat(9_000);
    const many = Array.from({ length: 75 }, () => makeLine({ description }));
    const content = makeDraft({
      lines: many.with(17, makeLine({ description: `${description}!` })),
    });
    expect(JSON.stringify(content).length).toBeGreaterThan(draftBytes);
    const error = { path: 'lines.17.description', problem: 'draft_too_large', limit: 640 };
    expect(unstorable(content)).toEqual([error]);
  });

  it('accepts the most lines of an invoice with ordinary texts', () => {
    const full = Array.from({ length: lines }, (_, index) =>
      makeLine({
        key: `${index}-a1b2c3d4-e5f6-4a7b-8c9d-0e1f2a3b4c5d`,
        productId: 100_000 + index,
        item: { id: String(index), name: 'Б'.repeat(40), taxable: null },
        dealRow: {
          billing: { frequency: 'monthly', cycles: 12 },
        },
        description: 'Б'.repeat(120),
        quantity: '2.5',
        unitPrice: '1234.50',
        discount: { kind: 'amount', value: '10.00' },
        taxCodeFrom: 'deal',
        dealTax: '20',
      }),
    );
    const content = changeCurrency(makeDraft({ lines: full }), 'EUR');
    const converted = convertAmounts(content, '1.1627907');
    expect(converted.details.conversion?.amounts).toHaveLength(2 * lines);
    expect(unstorable(converted)).toEqual([]);
  });

  it('is part of checkDraft, with one problem per field', () => {
    const taxId = '1'.repeat(name + 1);
    const content = makeDraft({ customer: { taxId }, details: { memo: 'm'.repeat(text + 1) } });
    expect(checkDraft(content, makeProfile())).toEqual([
      { path: 'details.memo', problem: 'too_long', limit: 4000 },
      { path: 'customer.taxId', problem: 'too_long', limit: name },
    ]);
  });
});
