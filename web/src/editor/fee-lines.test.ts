import { describe, expect, it } from 'vitest';
import { sampleContent, sampleProfile } from '../testing/sample-draft.ts';
import { emptyFeeLine, emptyLine, emptyTextLine } from './document.ts';
import { type EditorAction, openedState, reduce } from './document-reducer.ts';

const fee = { ...emptyFeeLine('fee'), fee: { percent: '3' } };
const desk = { ...emptyLine('desk'), unitPrice: '100', quantity: '2' };

const after = (...actions: EditorAction[]) =>
  actions.reduce(
    reduce,
    openedState({
      document: { ...sampleContent, lines: [desk, emptyTextLine('text')] },
      company: sampleProfile,
    }),
  ).document.lines;

const added: EditorAction = { type: 'line_added', line: fee };

describe('a fee', () => {
  it('is its percentage of the other lines', () => {
    expect(after(added).at(-1)).toMatchObject({ quantity: '1', unitPrice: '6.00' });
  });

  it('follows prices, discounts, removed lines and its percentage', () => {
    const typed = (path: 'lines.0.unitPrice', text: string): EditorAction => ({
      type: 'text_typed',
      path,
      text,
    });
    const priceAfter = (...actions: EditorAction[]) => after(added, ...actions).at(-1)?.unitPrice;
    expect(priceAfter(typed('lines.0.unitPrice', '50.50'))).toBe('3.03');
    const discount = { kind: 'percent', value: '10' } as const;
    expect(priceAfter({ type: 'discount_typed', index: 0, discount })).toBe('5.40');
    expect(priceAfter({ type: 'line_removed', index: 0 })).toBe('0.00');
    expect(priceAfter({ type: 'fee_typed', index: 2, percent: '2.5' })).toBe('5.00');
  });

  it('does not count other fees', () => {
    const late: EditorAction = { type: 'line_added', line: { ...fee, key: 'late' } };
    expect(after(added, late).map(({ unitPrice }) => unitPrice)).toEqual([
      '100',
      '',
      '6.00',
      '6.00',
    ]);
  });

  it.each(['quantity', 'unitPrice'] as const)('stays as it is once its %s was typed', (field) => {
    const lines = after(
      added,
      { type: 'text_typed', path: `lines.2.${field}`, text: '7' },
      { type: 'text_typed', path: 'lines.0.unitPrice', text: '1' },
    );
    expect(lines.at(-1)).toMatchObject({ [field]: '7', fee: undefined });
  });

  it('is not raised by a copy, which is a fee too', () => {
    const lines = after(added, { type: 'line_copied', index: 2, key: 'copy' });
    expect(lines.slice(2)).toMatchObject([
      { unitPrice: '6.00', fee: { percent: '3' } },
      { key: 'copy', unitPrice: '6.00', fee: { percent: '3' } },
    ]);
  });
});
