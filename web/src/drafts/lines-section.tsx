import type { DraftContent } from '@dealbill/server/shared/draft-content';
import { useRef } from 'react';
import { useFormContext } from 'react-hook-form';
import { Button } from '../ui/button.tsx';
import { PlusIcon } from '../ui/icons.tsx';
import { m } from '../words/compiled/messages.js';
import { useOpenDraft } from './draft-form-context.ts';
import { InvoiceDiscount } from './invoice-discount.tsx';
import { LineHeadings } from './line-headings.tsx';
import { LineRow } from './line-row.tsx';
import styles from './lines-section.module.css';
import { Section } from './section.tsx';
import { useLineDrag } from './use-line-drag.ts';
import { useLines } from './use-lines.ts';

/** What is invoiced: a table one can type through, cards where it is narrow. */
export function LinesSection() {
  const { control } = useFormContext<DraftContent>();
  const { opened, content, errorAt } = useOpenDraft();
  const list = useRef<HTMLOListElement>(null);
  const lines = useLines(control);
  const drag = useLineDrag(list, lines.moveTo);
  const taxed = opened.books.taxRegime === 'per_line' && content.details.taxMode !== 'none';
  const error = lines.fields.length === 0 ? errorAt('lines') : undefined;
  return (
    <Section title={m.drafts_lines_title()}>
      <div className={`${styles.lines} ${taxed ? styles.taxed : ''}`}>
        {lines.fields.length > 0 ? <LineHeadings taxed={taxed} /> : null}
        <ol className={styles.list} ref={list}>
          {lines.fields.map(({ key }, index) => (
            <li key={key} className={drag.dragged === index ? styles.dragged : undefined}>
              <LineRow
                index={index}
                taxed={taxed}
                move={(step) => lines.moveBy(index, step)}
                remove={() => lines.remove(index)}
                startDrag={drag.start(index)}
                onward={(field) => lines.onward(index, field)}
              />
            </li>
          ))}
        </ol>
        {lines.fields.length === 0 ? (
          <p className={error ? styles.error : styles.empty}>{error ?? m.drafts_lines_empty()}</p>
        ) : null}
        <div className={styles.foot}>
          <Button data-path="lines" onClick={lines.add}>
            <PlusIcon />
            {m.drafts_line_add()}
          </Button>
          {lines.fields.length > 0 ? <p className={styles.keys}>{m.drafts_lines_keys()}</p> : null}
          <InvoiceDiscount />
        </div>
      </div>
      <p role="status" className="unseen">
        {lines.said}
      </p>
    </Section>
  );
}
