import type { DraftContent } from '@dealbill/server/shared/draft-content';
import type { HTMLInputTypeAttribute, ReactNode } from 'react';
import { type FieldPathByValue, useFormContext } from 'react-hook-form';
import { Field, Input, TextArea } from '../ui/field.tsx';
import { useOpenDraft } from './draft-form-context.ts';
import styles from './text-field.module.css';

type TextFieldProps = {
  path: FieldPathByValue<DraftContent, string>;
  label: string;
  help?: ReactNode;
  optional?: boolean;
  /** A multi-line field that starts with one row, or with three. */
  rows?: 1 | 3;
  type?: HTMLInputTypeAttribute;
  inputMode?: 'decimal';
  className?: string;
};

/** A text of the draft with its label, help and problem. */
export function TextField({ path, rows, type, inputMode, ...field }: TextFieldProps) {
  const { register } = useFormContext<DraftContent>();
  const { errorAt } = useOpenDraft();
  const input = register(path);
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
