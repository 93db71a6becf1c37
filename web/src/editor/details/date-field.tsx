import { DateInput } from '../../ui/fields/date-input.tsx';
import { Field, type FieldProps } from '../../ui/fields/field.tsx';
import { useEdited, useEditor, useErrorAt } from '../editor-store.ts';

type DateFieldProps = Pick<FieldProps, 'label' | 'help'> & {
  field: 'issueDate' | 'dueDate';
  /** Date in the company's time zone. */
  today: string;
};

/** Invoice date or due date. Days typed as `+7` count from today or from the invoice date. */
export function DateField({ field, today, ...texts }: DateFieldProps) {
  const { dispatch } = useEditor();
  const path = `details.${field}` as const;
  const date = useEdited(({ document }) => document.details[field]);
  const issueDate = useEdited(({ document }) => document.details.issueDate);
  const error = useErrorAt(path);
  return (
    <Field {...texts} error={error}>
      {(control) => (
        <DateInput
          {...control}
          data-path={path}
          name={path}
          value={date}
          onChange={(text) => dispatch({ type: 'text_typed', path, text })}
          today={today}
          from={field === 'dueDate' ? issueDate : today}
        />
      )}
    </Field>
  );
}
