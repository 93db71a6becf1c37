import { useMutation } from '@tanstack/react-query';
import { showSnackbar } from '../host/dialogs.ts';
import { saveAs } from '../lib/save-as.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import styles from './data-card.module.css';
import { fetchExport } from './queries.ts';
import { reasonOf } from './reason-of.ts';

/** Downloads all stored data, for the connection owner. */
export function ExportSection({ mayExport }: { mayExport: boolean }) {
  const exporting = useMutation({
    mutationFn: fetchExport,
    onSuccess: (file) => {
      // Canadian English formats dates as ISO 8601.
      const day = new Intl.DateTimeFormat('en-CA').format();
      saveAs(file, m.data_export_file({ day }));
    },
    onError: (error) => showSnackbar(m.data_export_failed({ reason: reasonOf(error) })),
  });
  return (
    <div className={styles.section}>
      <h3>{m.data_export_title()}</h3>
      <p className={styles.soft}>{mayExport ? m.data_export_text() : m.data_export_owner()}</p>
      {mayExport ? (
        <Button busy={exporting.isPending} onClick={() => exporting.mutate()}>
          {m.data_export()}
        </Button>
      ) : null}
    </div>
  );
}
