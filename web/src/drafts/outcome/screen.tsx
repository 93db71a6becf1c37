import type { ReactNode } from 'react';
import { useModalAround } from '../../host/use-modal-size.ts';
import { focusOnMount } from '../../ui/focus/focus-on-mount.ts';
import styles from './screen.module.css';

type ScreenProps = {
  icon: ReactNode;
  /** Colour of the icon. */
  mood: 'good' | 'waiting';
  title: string;
  /** Id of the text that is announced with the title. */
  describedBy?: string;
  children: ReactNode;
  actions: ReactNode;
};

/**
 * A screen that replaces the form after sending, in a modal as high as its content. Its heading is
 * focused, so that it is announced.
 */
export function Screen(props: ScreenProps) {
  const { icon, mood, title, describedBy, children, actions } = props;
  const around = useModalAround({ width: 640, height: 360 });
  return (
    <main className={styles.screen} ref={around}>
      <div className={`${styles.icon} ${styles[mood]}`}>{icon}</div>
      <h1 className={styles.title} tabIndex={-1} aria-describedby={describedBy} ref={focusOnMount}>
        {title}
      </h1>
      {children}
      <div className={styles.actions}>{actions}</div>
    </main>
  );
}
