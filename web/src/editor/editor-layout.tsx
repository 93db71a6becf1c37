import { type FocusEvent, type ReactNode, useEffect, useEffectEvent, useRef } from 'react';
import styles from './editor-layout.module.css';
import { useEditor } from './editor-store.ts';

type EditorLayoutProps = {
  /** Title and notices, above the columns. */
  header: ReactNode;
  /** Customer, details and lines. */
  children: ReactNode;
  /** Totals and problems, which stay in view. */
  aside?: ReactNode;
  footer: ReactNode;
  /** True while nothing can be typed. */
  inert?: boolean;
  /** Ctrl+Enter; null while it does nothing. */
  onward: (() => void) | null;
};

/** The screen around a document: two columns on a wide screen, and a footer. */
export function EditorLayout(props: EditorLayoutProps) {
  const { header, children, aside, footer, inert = false, onward } = props;
  const leaving = useLeftFields();
  useOnwardKey(onward);
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => event.preventDefault()}
      {...leaving}
    >
      <main className={styles.main} inert={inert}>
        {header}
        {aside === undefined ? (
          children
        ) : (
          <div className={styles.columns}>
            <div className={styles.parts}>{children}</div>
            <aside className={styles.aside}>{aside}</aside>
          </div>
        )}
      </main>
      {footer}
    </form>
  );
}

/**
 * Handlers that report each field when it is left, so that its problems are shown. A field that was
 * left by a press is reported after the press: the text of a problem moves what is below, and the
 * pressed button would not be clicked.
 */
const useLeftFields = () => {
  const { dispatch } = useEditor();
  const isPressed = useRef(false);
  const waiting = useRef<string[]>([]);
  const released = useEffectEvent(() => {
    isPressed.current = false;
    for (const path of waiting.current.splice(0)) dispatch({ type: 'field_left', path });
  });
  useEffect(() => {
    // The click comes after the release.
    const release = () => setTimeout(() => released());
    const events = ['pointerup', 'pointercancel'];
    for (const name of events) window.addEventListener(name, release);
    return () => {
      for (const name of events) window.removeEventListener(name, release);
    };
  }, []);
  return {
    onPointerDownCapture: () => {
      isPressed.current = true;
    },
    /** Controls have their path in `data-path`; buttons do not count as fields. */
    onBlur: ({ target }: FocusEvent) => {
      if (target instanceof HTMLButtonElement) return;
      const path = target.closest<HTMLElement>('[data-path]')?.dataset.path;
      if (!path) return;
      if (isPressed.current) waiting.current.push(path);
      else dispatch({ type: 'field_left', path });
    },
  };
};

/** Runs the primary action on Ctrl+Enter, once for each press. */
const useOnwardKey = (onward: (() => void) | null): void => {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || !onward) return;
    event.preventDefault();
    if (!event.repeat) onward();
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => pressed(event);
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
};
