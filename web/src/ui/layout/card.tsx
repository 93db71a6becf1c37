import type { ReactNode } from 'react';
import styles from './card.module.css';

type CardProps = { title: ReactNode; text?: ReactNode; children: ReactNode };

/** A titled part of a page. */
export function Card({ title, text, children }: CardProps) {
  return (
    <section className={styles.card}>
      <div>
        <h2>{title}</h2>
        {text ? <p className={styles.text}>{text}</p> : null}
      </div>
      {children}
    </section>
  );
}
