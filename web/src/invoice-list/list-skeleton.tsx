import type { ReactNode } from 'react';
import { Bar, Skeleton } from '../ui/feedback/skeleton.tsx';
import { ListFilters } from './filters/list-filters.tsx';
import type { FilteredList } from './filters/use-filtered-list.ts';
import styles from './invoice-list.module.css';
import { SumsSkeleton } from './sums/list-sums.tsx';

type ListSkeletonProps = {
  list: FilteredList;
  ofCompany: boolean;
  /** Content between title and filters. */
  children?: ReactNode;
};

/** Placeholder of a list: everything above its rows in place, and empty rows. */
export function ListSkeleton({ list, ofCompany, children }: ListSkeletonProps) {
  return (
    <Skeleton>
      <div className={styles.page} inert>
        <Bar width={40} height={23} />
        {children}
        <ListFilters list={list} ofCompany={ofCompany} />
        {ofCompany ? <SumsSkeleton /> : null}
        <div className={styles.bulk} />
        <div className={styles.scroll}>
          {Array.from({ length: 9 }, (_, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity and never move
            <div key={row} className={styles.one}>
              <div className={styles.waiting} />
            </div>
          ))}
        </div>
      </div>
    </Skeleton>
  );
}
