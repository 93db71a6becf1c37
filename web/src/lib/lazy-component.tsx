import { type ComponentType, lazy, useState } from 'react';

type Choice<Props> = { choose: () => ComponentType<Props>; props: Props };

/** Keeps the component of the first render: another component type would remount and lose state. */
function Chosen<Props extends object>({ choose, props }: Choice<Props>) {
  const [Component] = useState(choose);
  return <Component {...props} />;
}

/**
 * Component whose code is loaded on first use or by calling `load` earlier. Loaded code is rendered
 * directly: `lazy` would suspend, and React shows a Suspense fallback for at least 300 ms.
 */
export const lazyComponent = <Props extends object>(
  fetchCode: () => Promise<{ default: ComponentType<Props> }>,
) => {
  let there: ComponentType<Props> | null = null;
  const load = async () => {
    const code = await fetchCode();
    there = code.default;
    return code;
  };
  const Fetched = lazy(load);
  const choose = (): ComponentType<Props> => there ?? Fetched;
  const draw = (props: Props) => <Chosen choose={choose} props={props} />;
  return Object.assign(draw, { load });
};
