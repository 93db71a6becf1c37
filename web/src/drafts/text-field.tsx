import type { DraftContent } from '@dealbill/server/shared/draft-content';
import type { HTMLInputTypeAttribute, ReactNode } from 'react';
import { type FieldPathByValue, useFormContext } from 'react-hook-form';
import { Field, Input, TextArea } from '../ui/field.tsx';
import { useErrorAt } from './draft-form-context.ts';
import styles from './text-field.module.css';

type TextFieldProps = {
  path: FieldPathByValue<DraftContent, string>;
  label: string;
  help?: ReactNode;
  /** A multi-line field that starts with one row, or with three. */
  rows?: 1 | 3;
  type?: HTMLInputTypeAttribute;
  inputMode?: 'decimal';
  className?: string;
};

/** A text of the draft with its label, help and problem. */
export function TextField(props: TextFieldProps) {
  const errorAt = useErrorAt();
  return <PlainTextField {...props} error={errorAt(props.path)} />;
}

/** The same where somebody else knows the problem. */
export function PlainTextField({
  path,
  rows,
  type,
  inputMode,
  ...field
}: TextFieldProps & { error: string | undefined }) {
  const { register } = useFormContext<DraftContent>();
  const input = register(path);
  return (
    <Field {...field}>
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
