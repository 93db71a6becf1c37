import { Bar, Skeleton } from '../ui/skeleton.tsx';
import styles from './invoice-list.module.css';

/** A list that is on its way: its title, its filters, its first rows. */
export function ListSkeleton() {
  return (
    <Skeleton>
      <div className={styles.page}>
        <Bar width={40} height={24} />
        <Bar width={100} height={32} />
        {Array.from({ length: 6 }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: nothing tells them apart and they never move
          <Bar key={row} width={100} height={44} />
        ))}
      </div>
    </Skeleton>
  );
}
