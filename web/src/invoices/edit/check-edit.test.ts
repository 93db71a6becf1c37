import { expect, test } from 'vitest';
import { emptyFeeLine } from '../../editor/document.ts';
import { samplePage } from '../../testing/sample-invoice-page.ts';
import { changesOf } from './changes-of.ts';
import { checkEdit } from './check-edit.ts';
import { documentOf } from './edit-document.ts';

test.each(['', '12.00'])('a fee of the price "%s" needs its percentage', (unitPrice) => {
  const page = samplePage();
  const opened = documentOf(page);
  const fee = { ...emptyFeeLine('fee'), unitPrice, item: { id: '9', name: 'Fee', taxable: null } };
  const document = {
    ...opened,
    lines: [...opened.lines, { ...fee, taxCodeId: page.taxCodes[0]?.id ?? null }],
  };
  const at = `lines.${opened.lines.length}`;
  const found = checkEdit(page, document, changesOf(page, document)).problems;
  expect(found.filter(({ path }) => path.startsWith(at))).toEqual([
    { path: `${at}.fee.percent`, problem: 'required' },
  ]);
});
