import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { type FieldPathByValue, useFormContext } from 'react-hook-form';
import { RegisteredText, type TextProps } from '../ui/feedback/registered-text.tsx';
import { useErrorAt } from './draft-form-context.ts';

type TextFieldProps = TextProps & { path: FieldPathByValue<DraftContent, string> };

/** A text field of the draft with label, help and problem. */
export function TextField(props: TextFieldProps) {
  const errorAt = useErrorAt();
  return <PlainTextField {...props} error={errorAt(props.path)} />;
}

/** A text field whose problem the caller provides. */
export function PlainTextField({ path, ...text }: TextFieldProps & { error: string | undefined }) {
  const { register } = useFormContext<DraftContent>();
  return <RegisteredText {...text} input={register(path)} />;
}
