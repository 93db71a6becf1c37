import { type HTMLInputTypeAttribute, useMemo } from 'react';
import { Field, type FieldProps, Input, TextArea } from '../ui/fields/field.tsx';
import type { EditorState, TextPath } from './document-reducer.ts';
import { useEdited, useEditor, useErrorAt } from './editor-store.ts';
import styles from './text-field.module.css';

type TextFieldProps = Pick<FieldProps, 'label' | 'help' | 'className'> & {
  path: TextPath;
  /** Rows of a multi-line field before it grows; absent for a one-line field. */
  rows?: 1 | 3;
  type?: HTMLInputTypeAttribute;
  placeholder?: string;
};

/** Returns the text at a path; the path is read once, not at every keystroke. */
const textAt = (path: TextPath) => {
  const keys = path.split('.');
  return ({ document }: EditorState): string => {
    let part: unknown = document;
    for (const key of keys) part = (part as Record<string, unknown> | undefined)?.[key];
    return String(part ?? '');
  };
};

/** A text field of the document with label, help and problem. */
export function TextField({ path, rows, type, placeholder, ...field }: TextFieldProps) {
  const { dispatch } = useEditor();
  const text = useEdited(useMemo(() => textAt(path), [path]));
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
