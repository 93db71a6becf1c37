import { type FieldPathByValue, useFormContext } from 'react-hook-form';
import { RegisteredText, type TextProps } from '../../ui/feedback/registered-text.tsx';
import { useErrorAt } from './edit-context.ts';
import type { EditValues } from './edit-values.ts';

type EditTextProps = TextProps & {
  path: FieldPathByValue<EditValues, string>;
  onTyped?: (text: string) => void;
};

/** A text field of the invoice with label, help and problem. */
export function EditText({ path, onTyped, ...text }: EditTextProps) {
  const { register } = useFormContext<EditValues>();
  const errorAt = useErrorAt();
  const input = register(path, { onChange: (event) => onTyped?.(event.target.value) });
  return <RegisteredText {...text} input={input} error={errorAt(path)} />;
}
