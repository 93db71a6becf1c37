type OptionsProps = {
  of: { id: string; name: string }[];
  /** What is chosen; empty for nothing. */
  chosen: string;
  /** What a chosen one is called that is not offered any more. */
  gone: string;
};

/** What a select offers, and what was chosen earlier though it is no longer offered. */
export function Options({ of, chosen, gone }: OptionsProps) {
  const isGone = chosen !== '' && !of.some(({ id }) => id === chosen);
  return (
    <>
      {isGone ? <option value={chosen}>{gone}</option> : null}
      {of.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </>
  );
}
