import type {
  FieldTrouble,
  InvoiceFieldName,
} from '@dealbill/server/shared/contract/invoice-fields';
import { useQuery } from '@tanstack/react-query';
import { invoiceFieldLabel } from '../lib/invoice-field-names.ts';
import { useDebounced } from '../lib/use-debounced.ts';
import { m } from '../messages/compiled/messages.js';

import styles from './invoice-fields-mapping.module.css';
import { MappingField } from './mapping-field.tsx';
import { mappingPreview, type Shown } from './queries.ts';
import type { Preferences } from './use-preferences.ts';

type InvoiceFieldsMappingProps = { shown: Shown; preferences: Preferences };

type ShownField = NonNullable<Shown['invoiceFields']>[number];

const pauseMs = 300;

/** Fields of every invoice, for users who may not know what the company uses. */
const everywhere: ShownField[] = [
  { name: 'message', label: null, trouble: null },
  { name: 'memo', label: null, trouble: null },
];

const help: Partial<Record<InvoiceFieldName, () => string>> = {
  message: m.preferences_fields_message_help,
  shipDate: m.preferences_fields_date_help,
  class: m.preferences_fields_class_help,
  location: m.preferences_fields_location_help,
};

/** Selects the sources of message, memo and the further fields, with an example of each. */
export function InvoiceFieldsMapping({ shown, preferences }: InvoiceFieldsMappingProps) {
  const { mapping, invoiceFields, setInvoiceField } = preferences;
  const fields = shown.invoiceFields ?? everywhere;
  const settled = useDebounced(invoiceFields, pauseMs);
  const { data } = useQuery(
    mappingPreview(shown.previewDealId, useDebounced(mapping, pauseMs), settled),
  );
  const exampleOf = (name: InvoiceFieldName): string | undefined => {
    const text = invoiceFields[name] && data?.texts[name];
    return text ? m.preferences_fields_example({ text }) : help[name]?.();
  };
  return (
    <section className={styles.part} aria-labelledby="invoice-fields">
      <h3 id="invoice-fields" className={styles.title}>
        {m.preferences_fields_title()}
      </h3>
      <p className={styles.soft}>{m.preferences_fields_text()}</p>
      <div className={styles.fields}>
        {fields
          .filter(({ trouble }) => trouble === null)
          .map(({ name, label }) => (
            <MappingField
              key={name}
              label={invoiceFieldLabel(name, label)}
              help={exampleOf(name)}
              source={invoiceFields[name] ?? null}
              fields={shown.fields}
              pick={(source) => setInvoiceField(name, source)}
            />
          ))}
      </div>
      {shown.invoiceFields ? (
        <Unavailable fields={shown.invoiceFields} />
      ) : (
        <p className={styles.soft}>{m.preferences_fields_connect()}</p>
      )}
    </section>
  );
}

const reasons: Record<FieldTrouble, () => string> = {
  off: m.preferences_fields_off,
  plan: m.preferences_fields_plan,
};

/** Which fields the company's invoices do not have, and why. */
function Unavailable({ fields }: { fields: ShownField[] }) {
  const troubleOf = (name: InvoiceFieldName) => fields.find((one) => one.name === name)?.trouble;
  const hasCustom = fields.some(({ name, trouble }) => isCustom(name) && trouble === null);
  const simple = (
    [
      ['shipDate', m.preferences_fields_shipping()],
      ['class', invoiceFieldLabel('class')],
      ['location', invoiceFieldLabel('location')],
    ] as const
  ).flatMap(([name, field]) => {
    const trouble = troubleOf(name);
    return trouble ? [{ field, reason: reasons[trouble]() }] : [];
  });
  const listed = [
    ...(hasCustom
      ? []
      : [{ field: m.preferences_fields_custom(), reason: m.preferences_fields_custom_off() }]),
    ...simple,
    { field: m.preferences_fields_newer(), reason: m.preferences_fields_newer_text() },
  ];
  return (
    <div className={styles.unavailable}>
      <h4>{m.preferences_fields_unavailable()}</h4>
      <ul>
        {listed.map(({ field, reason }) => (
          <li key={field}>{m.preferences_fields_reason({ field, reason })}</li>
        ))}
      </ul>
    </div>
  );
}

const isCustom = (name: InvoiceFieldName): boolean => name.startsWith('custom');
