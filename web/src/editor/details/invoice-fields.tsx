import {
  fieldTrouble,
  type InvoiceFieldName,
  type InvoiceFieldSettings,
  type ListFieldName,
  listFieldNames,
  listOf,
  textFieldNames,
} from '@dealbill/server/shared/contract/invoice-fields';
import { dateProblem } from '@dealbill/server/shared/dates/due-date';
import { useState } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { invoiceFieldLabel, labelInCompany } from '../../lib/invoice-field-names.ts';
import { m } from '../../messages/compiled/messages.js';
import { DateInput } from '../../ui/fields/date-input.tsx';
import { Field } from '../../ui/fields/field.tsx';
import type { EditorState } from '../document-reducer.ts';
import { useEdited, useEditor, useErrorAt } from '../editor-store.ts';
import { TextField } from '../text-field.tsx';
import styles from './details-section.module.css';
import { EntryPicker } from './entry-picker.tsx';

type InvoiceFieldsProps = {
  today: string;
  /** What to say about a field beside its problem. */
  help?: ((field: InvoiceFieldName) => string | undefined) | undefined;
};

/** As many fields are shown without unfolding them. */
const mostUnfolded = 3;

/** The further fields that the company uses: custom fields, shipping, class and location. */
export function InvoiceFields({ today, help }: InvoiceFieldsProps) {
  const { state } = useEditor();
  const settings = useEdited(({ company }) => company.invoiceFields);
  const shown = useEdited(useShallow(shownFields));
  const [unfolded] = useState(() => hasFilled(state.getState()));
  if (!settings || shown.length === 0) return null;
  const fields = shown.map((name) => (
    <InvoiceField key={name} name={name} settings={settings} today={today} help={help?.(name)} />
  ));
  if (shown.length <= mostUnfolded) return <div className={styles.fields}>{fields}</div>;
  return (
    <details className={styles.more} open={unfolded}>
      <summary>{m.editor_more_fields()}</summary>
      <div className={styles.furtherFields}>{fields}</div>
    </details>
  );
}

/** Those that the company uses, and filled ones that it does not use any more. */
const shownFields = ({ company, document, canChooseClasses }: EditorState): Shown[] => {
  const { invoiceFields } = company;
  // An existing invoice has no class of its own where its lines have one.
  const hasClass = canChooseClasses || invoiceFields?.classes !== 'per_line';
  return [...textFieldNames, ...listFieldNames].filter(
    (name) =>
      invoiceFields &&
      (name !== 'class' || hasClass) &&
      (fieldTrouble(name, invoiceFields) === null || document.fields?.[name]),
  );
};

const hasFilled = ({ document }: EditorState): boolean =>
  Object.values(document.fields ?? {}).some(Boolean);

type Shown = Exclude<InvoiceFieldName, 'message' | 'memo'>;

type InvoiceFieldProps = {
  name: Shown;
  settings: InvoiceFieldSettings;
  today: string;
  help: string | undefined;
};

function InvoiceField({ name, settings, today, help }: InvoiceFieldProps) {
  const label = invoiceFieldLabel(name, labelInCompany(name, settings));
  if (name === 'class' || name === 'location')
    return <EntryField name={name} label={label} settings={settings} help={help} />;
  if (name === 'shipDate') return <ShipDate label={label} today={today} help={help} />;
  return <TextField path={`fields.${name}`} label={label} help={help} />;
}

type EntryFieldProps = Omit<InvoiceFieldProps, 'today'> & { name: ListFieldName; label: string };

function EntryField({ name, label, settings, help }: EntryFieldProps) {
  const { dispatch } = useEditor();
  const path = `fields.${name}` as const;
  const value = useEdited(({ document }) => document.fields?.[name]);
  const error = useErrorAt(path);
  const forLines = name === 'class' && settings.classes === 'per_line';
  return (
    <Field
      label={label}
      error={error}
      help={help ?? (forLines ? m.editor_class_for_lines() : undefined)}
    >
      {(control) => (
        <EntryPicker
          control={control}
          path={path}
          value={value}
          entries={listOf(name, settings)}
          heading={name === 'class' ? m.editor_classes() : m.editor_locations()}
          pick={(entry) => dispatch({ type: 'entry_chosen', path, entry })}
        />
      )}
    </Field>
  );
}

type ShipDateProps = { label: string; today: string; help: string | undefined };

/** The date of shipping. A text that is no date does not show in the input, so the help says it. */
function ShipDate({ label, today, help }: ShipDateProps) {
  const { dispatch } = useEditor();
  const path = 'fields.shipDate' as const;
  const date = useEdited(({ document }) => document.fields?.shipDate ?? '');
  const issueDate = useEdited(({ document }) => document.details.issueDate);
  const error = useErrorAt(path);
  const isText = date !== '' && dateProblem(date) === 'not_a_date';
  return (
    <Field
      label={label}
      error={error}
      help={isText ? m.editor_ship_date_text({ text: date }) : help}
    >
      {(control) => (
        <DateInput
          {...control}
          data-path={path}
          name={path}
          value={date}
          onChange={(text) => dispatch({ type: 'text_typed', path, text })}
          today={today}
          from={issueDate}
        />
      )}
    </Field>
  );
}
