import { useRef } from 'react';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { PlusIcon } from '../../ui/controls/icons.tsx';
import { Section } from '../../ui/layout/section.tsx';
import { useErrorAt, useOpenDraft } from '../draft-form-context.ts';
import { InvoiceDiscount } from './invoice-discount.tsx';
import { LineHeadings } from './line-headings.tsx';
import { LineRow } from './line-row.tsx';
import { type LineView, lineViews } from './line-view.ts';
import styles from './lines-section.module.css';
import { SameTax } from './same-tax.tsx';
import { useLineDrag } from './use-line-drag.ts';
import { useLines } from './use-lines.ts';

/** The invoice's lines: a table, or cards on a narrow screen. */
export function LinesSection() {
  const draft = useOpenDraft();
  const errorAt = useErrorAt();
  const list = useRef<HTMLOListElement>(null);
  const { fields, said, actions } = useLines();
  const drag = useLineDrag(list, actions.moveTo);
  const views = lineViews(draft, fields.length);
  const [first] = views;
  return (
    <Section title={m.drafts_lines_title()}>
      <div className={`${styles.lines} ${tableOf(views)}`}>
        {first ? <LineHeadings inclusive={first.inclusive} /> : null}
        <ol className={styles.list} ref={list}>
          {views.map((view, index) => (
            <li
              key={fields[index]?.key}
              className={drag.dragged === index ? styles.dragged : undefined}
            >
              <LineRow view={view} actions={actions} startDrag={drag.start} />
            </li>
          ))}
        </ol>
        {first ? null : <NoLines error={errorAt('lines')} />}
        <div className={styles.foot}>
          <Button data-path="lines" onClick={actions.add}>
            <PlusIcon />
            {m.drafts_line_add()}
          </Button>
          {first ? <p className={styles.keys}>{m.drafts_lines_keys()}</p> : null}
          {first?.taxed && views.length > 1 ? <SameTax /> : null}
          <InvoiceDiscount />
        </div>
      </div>
      <p role="status" className="unseen">
        {said}
      </p>
    </Section>
  );
}

/** Longest amount that fits into the short column. */
const shortAmount = 9;

/**
 * The columns depend on the content: tax codes need the row below the figures; short amounts need a
 * narrow column.
 */
const tableOf = (views: LineView[]): string => {
  if (views.some(({ taxed }) => taxed)) return styles.taxed ?? '';
  const short = views.every(({ amount }) => (amount?.length ?? 0) <= shortAmount);
  return short ? (styles.short ?? '') : '';
};

function NoLines({ error }: { error: string | undefined }) {
  return <p className={error ? styles.error : styles.empty}>{error ?? m.drafts_lines_empty()}</p>;
}
