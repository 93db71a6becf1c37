import { type HTMLInputTypeAttribute, useMemo } from 'react';
import { Field, type FieldProps, Input, TextArea } from '../ui/fields/field.tsx';
import { textAt } from '../ui/fields/field-path.ts';
import type { TextPath } from './document-reducer.ts';
import { useEdited, useEditor, useErrorAt } from './editor-store.ts';
import styles from './text-field.module.css';

type TextFieldProps = Pick<FieldProps, 'label' | 'help' | 'className'> & {
  path: TextPath;
  /** Rows of a multi-line field before it grows; absent for a one-line field. */
  rows?: 1 | 3;
  type?: HTMLInputTypeAttribute;
  placeholder?: string;
};

/** A text field of the document with label, help and problem. */
export function TextField({ path, rows, type, placeholder, ...field }: TextFieldProps) {
  const { dispatch } = useEditor();
  const read = useMemo(() => textAt(path), [path]);
  const text = useEdited(({ document }) => read(document));
  const error = useErrorAt(path);
  const input = {
    'data-path': path,
    name: path,
    value: text,
    onChange: ({ target }: { target: { value: string } }) =>
      dispatch({ type: 'text_typed', path, text: target.value }),
  };
  return (
    <Field {...field} error={error}>
      {(control) =>
        rows ? (
          <TextArea
            {...control}
            {...input}
            rows={rows}
            placeholder={placeholder}
            className={rows === 3 ? styles.tall : undefined}
          />
        ) : (
          <Input {...control} {...input} type={type} />
        )
      }
    </Field>
  );
}
