import type { HTMLInputTypeAttribute, ReactNode } from 'react';
import { type FieldPathByValue, useFormContext } from 'react-hook-form';
import { Field, Input, TextArea } from '../../ui/field.tsx';
import { useErrorAt } from './edit-context.ts';
import styles from './edit-form.module.css';
import type { EditValues } from './edit-values.ts';

type EditTextProps = {
  path: FieldPathByValue<EditValues, string>;
  label: string;
  help?: ReactNode;
  /** A field of several lines that starts with one row, or with three. */
  rows?: 1 | 3;
  type?: HTMLInputTypeAttribute;
  inputMode?: 'decimal';
  className?: string | undefined;
  onTyped?: (text: string) => void;
};

/** A text of the invoice with its label, help and problem. */
export function EditText({ path, rows, type, inputMode, onTyped, ...field }: EditTextProps) {
  const { register } = useFormContext<EditValues>();
  const errorAt = useErrorAt();
  const input = register(path, { onChange: (event) => onTyped?.(event.target.value) });
  return (
    <Field {...field} error={errorAt(path)}>
      {(control) =>
        rows ? (
          <TextArea
            {...control}
            {...input}
            rows={rows}
            className={rows === 3 ? styles.tall : undefined}
            data-path={path}
          />
        ) : (
          <Input {...control} {...input} type={type} inputMode={inputMode} data-path={path} />
        )
      }
    </Field>
  );
}
