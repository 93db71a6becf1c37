import type { ComponentProps } from 'react';
import styles from './button.module.css';

export type ButtonProps = ComponentProps<'button'> & {
  /** `primary` once a screen; `quiet` has no frame; `danger` for what cannot be undone. */
  variant?: 'primary' | 'secondary' | 'quiet' | 'danger';
  /** Square, for an icon alone: give it an `aria-label`. */
  square?: boolean;
  /** Under way: stays focusable, cannot be pressed again. */
  busy?: boolean;
};

/** A button; `type` is `button` unless told otherwise. */
export function Button({
  variant = 'secondary',
  square = false,
  busy = false,
  className,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={[styles.button, styles[variant], square && styles.square, className]
        .filter(Boolean)
        .join(' ')}
      aria-disabled={busy || rest['aria-disabled']}
      aria-busy={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    />
  );
}

/** A link that looks like a button, for what opens another page. */
export function ButtonLink({
  variant = 'secondary',
  className,
  ...rest
}: ComponentProps<'a'> & { variant?: 'primary' | 'secondary' }) {
  return (
    <a
      {...rest}
      className={[styles.button, styles[variant], className].filter(Boolean).join(' ')}
    />
  );
}
