import { useFormContext } from 'react-hook-form';
import { m } from '../../messages/compiled/messages.js';
import { Section } from '../../ui/layout/section.tsx';
import { useOpenEdit } from './edit-context.ts';
import { EditDetails } from './edit-details.tsx';
import styles from './edit-form.module.css';
import { EditLines } from './edit-lines.tsx';
import { EditTotals } from './edit-totals.tsx';
import type { EditValues } from './edit-values.ts';
import { LockedLines } from './locked-lines.tsx';

/**
 * All editable fields of an invoice; `inert` keeps them readable when they can no longer be edited.
 */
export function EditFields({ inert }: { inert: boolean }) {
  const { page } = useOpenEdit();
  const { watch } = useFormContext<EditValues>();
  return (
    <div className={styles.parts} inert={inert}>
      <Section title={m.invoices_edit_details()}>
        <EditDetails />
      </Section>
      <Section title={m.invoices_lines()}>
        {page.linesCanChange ? <EditLines /> : <LockedLines />}
        <EditTotals page={page} typed={watch()} />
      </Section>
    </div>
  );
}
