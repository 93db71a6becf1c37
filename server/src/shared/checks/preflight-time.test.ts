import { afterAll, expect, it } from 'vitest';
import { makeDraft, makeLine, makeProfile } from '../../testing/make-draft.ts';
import { type DraftContent, draftContent } from '../contract/draft-content.ts';
import { nothingKnown } from '../contract/known-records.ts';
import { invoiceTotals } from '../money/invoice-totals.ts';
import { cautionsOf } from './cautions.ts';
import { checkDraft } from './check-draft.ts';

const lines = 100;
const rounds = 25;
/** Runs in one measurement: the clock of the processor may tick every 4 ms only. */
const runs = 50;
/**
 * Maximum processor time of the checks as a multiple of parsing the same content. `pnpm bench` holds
 * it against 20; other load on the machine costs them more than the parser.
 */
const limit = 40;

const profile = makeProfile({ customNumbers: true });
const known = {
  ...nothingKnown,
  customer: { id: '58', state: 'active' as const, balance: '0.00' },
  items: [{ id: '7', state: 'inactive' as const }],
  number: { asked: 'INV-0100', taken: false, next: null },
};

const stored = JSON.stringify(
  makeDraft({
    details: {
      number: 'INV-0100',
      term: { kind: 'quickbooks', id: '3' },
      dueDate: '2027-04-12',
    },
    lines: Array.from({ length: lines }, (_, index) =>
      makeLine({
        key: String(index),
        description: `Standing desk, oak, delivered to floor ${index}`,
        quantity: `${(index % 9) + 1}.5`,
        unitPrice: `${index + 20}.45`,
        discount: { kind: 'percent', value: '7.5' },
      }),
    ),
  }),
);

/** A new object each time, because figures of a line are calculated once for each object. */
const fresh = (): DraftContent => JSON.parse(stored);

const checked = (content: DraftContent): number => {
  const totals = invoiceTotals(content, profile);
  return (
    checkDraft(content, profile, totals, known).length + cautionsOf(content, profile, known).length
  );
};

/** Processor time of some runs, in milliseconds. */
const measure = (run: (content: DraftContent) => unknown): number => {
  const contents = Array.from({ length: runs }, fresh);
  const before = process.threadCpuUsage();
  for (const content of contents) run(content);
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
};

const parse = (content: DraftContent) => draftContent.parse(content);

let ratio = Number.NaN;

afterAll(() => console.log(`preflight ratio ${ratio.toFixed(2)}`));

it(`checks ${lines} lines in at most ${limit} times the time of parsing them`, () => {
  expect(checked(fresh())).toBe(0);
  // Both are compiled before they are measured.
  measure(parse);
  measure(checked);
  const took = { parsing: 0, checking: 0 };
  for (let round = 0; round < rounds; round += 1) {
    took.parsing += measure(parse);
    took.checking += measure(checked);
  }
  ratio = took.checking / took.parsing;
  expect(ratio).toBeLessThanOrEqual(limit);
});
