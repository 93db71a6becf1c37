import type { ReactNode } from 'react';
import { useModalAround } from '../../host/use-modal-size.ts';
import { focusOnMount } from '../../ui/focus/focus-on-mount.ts';
import styles from './screen.module.css';

type ScreenProps = {
  icon: ReactNode;
  /** Colour of the icon. */
  mood: 'good' | 'waiting';
  title: string;
  children: ReactNode;
  actions: ReactNode;
};

/** What stands in place of the form once it was sent, in a modal as high as that. Its heading is focused, so that it is read. */
export function Screen({ icon, mood, title, children, actions }: ScreenProps) {
  const around = useModalAround({ width: 640, height: 360 });
  return (
    <main className={styles.screen} ref={around}>
      <div className={`${styles.icon} ${styles[mood]}`}>{icon}</div>
      <h1 className={styles.title} tabIndex={-1} ref={focusOnMount}>
        {title}
      </h1>
      {children}
      <div className={styles.actions}>{actions}</div>
    </main>
  );
}
