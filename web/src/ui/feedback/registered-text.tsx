import type { HTMLInputTypeAttribute } from 'react';
import type { UseFormRegisterReturn } from 'react-hook-form';
import { Field, type FieldProps, Input, TextArea } from '../fields/field.tsx';
import styles from './registered-text.module.css';

export type TextProps = Pick<FieldProps, 'label' | 'help' | 'className'> & {
  /** Rows of a multi-line field before it grows; absent for a one-line field. */
  rows?: 1 | 3;
  type?: HTMLInputTypeAttribute;
  placeholder?: string | undefined;
};

type RegisteredTextProps = TextProps & {
  input: UseFormRegisterReturn;
  error: string | undefined;
};

/** A text field of a form with label, help and problem. `data-path` lets problems focus it. */
export function RegisteredText({ input, rows, type, placeholder, ...field }: RegisteredTextProps) {
  const path = { 'data-path': input.name };
  const tall = rows === 3 ? styles.tall : undefined;
  return (
    <Field {...field}>
      {(control) =>
        rows ? (
          <TextArea
            {...control}
            {...input}
            {...path}
            rows={rows}
            placeholder={placeholder}
            className={tall}
          />
        ) : (
          <Input {...control} {...input} {...path} type={type} />
        )
      }
    </Field>
  );
}
