import { Bar, Skeleton } from '../ui/feedback/skeleton.tsx';
import styles from './form-skeleton.module.css';

/** Placeholder of the form while it is being filled from the deal. */
export function FormSkeleton() {
  return (
    <Skeleton>
      <div className={styles.form}>
        <Bar width={30} height={20} />
        <div className={styles.cards}>
          <Bar width={100} height={88} />
          <Bar width={100} height={88} />
        </div>
        <div className={styles.fields}>
          <Bar width={100} height={32} />
          <Bar width={100} height={32} />
          <Bar width={100} height={32} />
          <Bar width={100} height={32} />
        </div>
        <Bar width={100} height={72} />
        <Bar width={100} height={72} />
      </div>
    </Skeleton>
  );
}
