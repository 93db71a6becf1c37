import styles from './view-tabs.module.css';

type ViewTabsProps<View extends string> = {
  label: string;
  /** Views with their names, in the order of the tabs. */
  views: [View, () => string][];
  current: View;
  choose: (view: View) => void;
};

/** Tabs of a screen that shows one of several views. They wrap where the screen is narrow. */
export function ViewTabs<View extends string>(props: ViewTabsProps<View>) {
  const { label, views, current, choose } = props;
  return (
    <nav aria-label={label} className={styles.tabs}>
      {views.map(([view, name]) => (
        <button
          key={view}
          type="button"
          aria-current={view === current ? 'page' : undefined}
          className={styles.tab}
          onClick={() => choose(view)}
        >
          {name()}
        </button>
      ))}
    </nav>
  );
}
