import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { useController } from 'react-hook-form';
import { Field } from '../../ui/fields/field.tsx';
import { FigureInput } from '../../ui/fields/figure-input.tsx';
import styles from './lines-section.module.css';

type LineFigureProps = {
  path: `lines.${number}.quantity` | `lines.${number}.unitPrice`;
  label: string;
  error: string | undefined;
  decimals: number;
};

/** Quantity or price of a line. */
export function LineFigure({ path, label, error, decimals }: LineFigureProps) {
  const { field } = useController<DraftContent, typeof path>({ name: path });
  return (
    <Field label={label} error={error} className={styles.figure}>
      {(control) => (
        <FigureInput
          control={control}
          path={path}
          value={field.value}
          onChange={field.onChange}
          decimals={decimals}
        />
      )}
    </Field>
  );
}
