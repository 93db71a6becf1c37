import { useController } from 'react-hook-form';
import { Field } from '../../ui/fields/field.tsx';
import { FigureInput } from '../../ui/fields/figure-input.tsx';
import { useErrorAt } from './edit-context.ts';
import styles from './edit-lines.module.css';
import type { EditValues } from './edit-values.ts';

type EditFigureProps = {
  path: `lines.${number}.quantity` | `lines.${number}.unitPrice`;
  label: string;
  decimals: number;
};

/** Quantity or price of a line. */
export function EditFigure({ path, label, decimals }: EditFigureProps) {
  const { field } = useController<EditValues, typeof path>({ name: path });
  const errorAt = useErrorAt();
  return (
    <Field label={label} error={errorAt(path)} className={styles.figure}>
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
