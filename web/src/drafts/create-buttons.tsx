import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { ChevronIcon, EnvelopeIcon, PaperPlaneIcon } from '../ui/controls/icons.tsx';
import { Menu } from '../ui/controls/menu.tsx';
import styles from './create-buttons.module.css';
import { useDraft, useDraftState } from './draft-session.ts';

const onMac = () => /Mac|iPhone|iPad/.test(navigator.userAgent);

/** *Create invoice*, and a menu with what can follow in the same press. */
export function CreateButtons() {
  const { create } = useDraft();
  const creating = useDraftState((state) => state.creating);
  return (
    <div className={styles.buttons}>
      <Button
        variant="primary"
        busy={creating}
        aria-keyshortcuts="Control+Enter Meta+Enter"
        title={onMac() ? m.drafts_create_keys_mac() : m.drafts_create_keys()}
        onClick={() => void create()}
      >
        {creating ? m.drafts_creating() : m.drafts_create()}
      </Button>
      <Menu
        label={m.drafts_create_more()}
        button={{ icon: <ChevronIcon />, variant: 'primary', busy: creating }}
        entries={[
          {
            key: 'mark',
            label: m.drafts_create_mark(),
            icon: <EnvelopeIcon />,
            run: () => void create('mark'),
            runsAfterClose: true,
          },
          {
            key: 'send',
            label: m.drafts_create_send(),
            icon: <PaperPlaneIcon />,
            run: () => void create('send'),
            runsAfterClose: true,
          },
        ]}
      />
    </div>
  );
}
