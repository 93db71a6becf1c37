import { Bar, Skeleton } from '../../ui/feedback/skeleton.tsx';
import styles from './panel-skeleton.module.css';

const rows = ['first', 'second'];

/** Two rows in the shape of invoices. */
export function PanelSkeleton() {
  return (
    <Skeleton>
      <div className={styles.head}>
        <Bar width={45} />
      </div>
      {rows.map((row) => (
        <div key={row} className={styles.row}>
          <div>
            <Bar width={70} />
            <Bar width={50} height={10} />
          </div>
          <Bar width={100} />
        </div>
      ))}
      <div className={styles.foot}>
        <Bar width={26} height={32} />
      </div>
    </Skeleton>
  );
}
