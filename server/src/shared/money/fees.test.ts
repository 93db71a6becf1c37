import { describe, expect, it } from 'vitest';
import { makeDraft, makeLine, makeProfile } from '../../testing/make-draft.ts';
import { checkDraft } from '../checks/check-draft.ts';
import type { DraftContent } from '../contract/draft-content.ts';
import {
  beforeConversion,
  changeCurrency,
  convertAmounts,
  inDealCurrency,
  keepAmounts,
} from './conversion.ts';
import { withFees } from './fees.ts';

const desk = makeLine({ key: 'desk', unitPrice: '33.35' });
const fee = makeLine({ key: 'fee', unitPrice: '', fee: { percent: '3' } });
const draft = makeDraft({ lines: withFees([desk, fee]), details: { currency: 'EUR' } });

const prices = (content: DraftContent | null) => content?.lines.map(({ unitPrice }) => unitPrice);

describe('a fee in another currency', () => {
  const converted = convertAmounts(changeCurrency(draft, 'USD'), '1.5151515');

  it('is its percentage of the converted lines', () => {
    expect(prices(draft)).toEqual(['33.35', '1.00']);
    expect(prices(converted)).toEqual(['50.53', '1.52']);
    expect(withFees(converted.lines)).toEqual(converted.lines);
    expect(converted.details.conversion?.amounts).toEqual([
      { at: 'price desk', before: '33.35', after: '50.53' },
    ]);
  });

  it('is its percentage of the restored lines', () => {
    expect(prices(changeCurrency(converted, 'EUR'))).toEqual(prices(draft));
    expect(prices(beforeConversion(converted))).toEqual(prices(draft));
    expect(prices(inDealCurrency(converted, 'EUR'))).toEqual(prices(draft));
  });

  it('is converted back after other lines were added', () => {
    const lines = withFees([...converted.lines, makeLine({ key: 'chair', unitPrice: '100' })]);
    const back = convertAmounts(changeCurrency({ ...converted, lines }, 'EUR'), '0.66');
    expect(prices(back)).toEqual(['33.35', '2.98', '66.00']);
  });

  it('stays when the numbers are kept', () => {
    const kept = keepAmounts(changeCurrency(draft, 'USD'));
    expect(prices(kept)).toEqual(prices(draft));
    expect(prices(changeCurrency(kept, 'EUR'))).toEqual(prices(draft));
  });
});

it('refuses a fee without a percentage, which would keep its last amount', () => {
  for (const [percent, unitPrice] of [
    ['', '1.00'],
    [' ', ''],
  ]) {
    const lines = [desk, { ...fee, fee: { percent: percent ?? '' }, unitPrice: unitPrice ?? '' }];
    expect(checkDraft(makeDraft({ lines }), makeProfile())).toEqual([
      { path: 'lines.1.fee.percent', problem: 'required' },
    ]);
  }
});
