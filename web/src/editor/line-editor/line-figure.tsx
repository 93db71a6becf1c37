import { memo, useCallback } from 'react';
import { Field } from '../../ui/fields/field.tsx';
import { FigureInput } from '../../ui/fields/figure-input.tsx';
import { useEditor, useErrorAt } from '../editor-store.ts';
import styles from './lines-section.module.css';

type LineFigureProps = {
  index: number;
  field: 'quantity' | 'unitPrice';
  label: string;
  value: string;
  decimals: number;
};

/** Quantity or price of a line. */
export const LineFigure = memo(function LineFigure(props: LineFigureProps) {
  const { index, field, label, value, decimals } = props;
  const { dispatch } = useEditor();
  const path = `lines.${index}.${field}` as const;
  const error = useErrorAt(path);
  const type = useCallback(
    (text: string) => dispatch({ type: 'text_typed', path, text }),
    [dispatch, path],
  );
  return (
    <Field label={label} error={error} className={styles.figure}>
      {(control) => (
        <FigureInput
          control={control}
          path={path}
          value={value}
          onChange={type}
          decimals={decimals}
        />
      )}
    </Field>
  );
});
