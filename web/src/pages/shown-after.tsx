import { type QueryKey, type UseQueryOptions, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import styles from './settings-page.module.css';

type ShownAfterProps<Data, Key extends QueryKey> = {
  /** What the card above shows. */
  query: UseQueryOptions<Data, Error, Data, Key>;
  children: ReactNode;
};

/**
 * Hides cards until the query of the card above has succeeded or failed, because that card would
 * push them down as it grows. What the hidden cards show is read meanwhile.
 */
export function ShownAfter<Data, Key extends QueryKey>(props: ShownAfterProps<Data, Key>) {
  const { isPending } = useQuery(props.query);
  return (
    <div className={styles.view} hidden={isPending}>
      {props.children}
    </div>
  );
}
