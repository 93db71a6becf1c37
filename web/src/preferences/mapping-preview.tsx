import type { FieldMapping, Mapping } from '@dealbill/server/contract/preferences';
import { useQuery } from '@tanstack/react-query';
import { asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { useDebounced } from '../lib/use-debounced.ts';
import { m } from '../messages/compiled/messages.js';
import { mappedNames } from './field-names.ts';
import { mappedFields } from './mapping.ts';
import styles from './mapping-preview.module.css';
import { mappingPreview } from './queries.ts';

const pauseMs = 300;

type MappingPreviewProps = {
  dealId: number | null;
  mapping: Mapping;
  /** Part of the same request, for the examples of the further fields. */
  invoiceFields: FieldMapping;
};

/** Previews the unsaved mapping with a real deal. */
export function MappingPreview({ dealId, mapping, invoiceFields }: MappingPreviewProps) {
  const settled = useDebounced(mapping, pauseMs);
  const settledFields = useDebounced(invoiceFields, pauseMs);
  const preview = useQuery(mappingPreview(dealId, settled, settledFields));
  const error = preview.isError ? asApiError(preview.error) : null;
  return (
    <section
      className={styles.preview}
      aria-labelledby="mapping-preview"
      aria-busy={preview.isFetching}
      aria-live="polite"
    >
      <h3 id="mapping-preview" className={styles.title}>
        {m.preferences_preview_title()}
      </h3>
      {dealId === null ? <p className={styles.soft}>{m.preferences_preview_none()}</p> : null}
      {error ? (
        <p className={styles.soft}>
          {m.preferences_preview_failed({ reason: messagesFor(error.code, error.details).title })}
        </p>
      ) : null}
      {preview.data && !error ? (
        <>
          <p className={styles.soft}>
            {m.preferences_preview_deal({ deal: preview.data.dealTitle })}
          </p>
          <dl className={styles.list}>
            {mappedFields.map((field) => (
              <div key={field}>
                <dt>{mappedNames[field]()}</dt>
                <dd className={preview.data[field] ? undefined : styles.soft}>
                  {preview.data[field] || emptyWords(settled[field] !== null)}
                </dd>
              </div>
            ))}
          </dl>
        </>
      ) : null}
    </section>
  );
}

const emptyWords = (mapped: boolean): string =>
  mapped ? m.preferences_preview_empty() : m.preferences_preview_unmapped();
