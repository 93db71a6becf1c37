import { memo } from 'react';
import { m } from '../../messages/compiled/messages.js';
import { DateInput } from '../../ui/fields/date-input.tsx';
import { Field } from '../../ui/fields/field.tsx';
import { FigureInput } from '../../ui/fields/figure-input.tsx';
import { useEdited, useEditor, useErrorAt } from '../editor-store.ts';
import styles from './lines-section.module.css';

type ServiceDateProps = { index: number; date: string; today: string };

/** The date of the service. Days typed as `+7` count from the invoice date. */
export const ServiceDate = memo(function ServiceDate({ index, date, today }: ServiceDateProps) {
  const { dispatch } = useEditor();
  const path = `lines.${index}.serviceDate` as const;
  const error = useErrorAt(path);
  const issueDate = useEdited(({ document }) => document.details.issueDate);
  return (
    <Field label={m.editor_line_service_date()} error={error} className={styles.more}>
      {(control) => (
        <DateInput
          {...control}
          data-path={path}
          name={path}
          value={date}
          onChange={(text) => dispatch({ type: 'text_typed', path, text })}
          today={today}
          from={issueDate}
        />
      )}
    </Field>
  );
});

/** The percentage of the other lines that a fee is. */
export const FeePercent = memo(function FeePercent({
  index,
  percent,
}: {
  index: number;
  percent: string;
}) {
  const { dispatch } = useEditor();
  const path = `lines.${index}.fee.percent`;
  const error = useErrorAt(path);
  return (
    <Field
      label={m.editor_line_fee()}
      error={error}
      help={m.editor_line_fee_help()}
      className={`${styles.more} ${styles.fee}`}
    >
      {(control) => (
        <FigureInput
          control={control}
          path={path}
          value={percent}
          onChange={(text) => dispatch({ type: 'fee_typed', index, percent: text })}
          decimals={0}
        />
      )}
    </Field>
  );
});
