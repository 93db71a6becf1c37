import { type ComponentType, lazy, useState } from 'react';

type Choice<Props> = { choose: () => ComponentType<Props>; props: Props };

/** Stays with what it chose first: to change it would be to begin anew. */
function Chosen<Props extends object>({ choose, props }: Choice<Props>) {
  const [Component] = useState(choose);
  return <Component {...props} />;
}

/**
 * A component whose code is fetched when it is needed first, or before that by `load`. React keeps whatever
 * takes an empty page's place waiting for a third of a second; what is there already is drawn at once.
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
