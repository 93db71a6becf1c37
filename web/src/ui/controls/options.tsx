type OptionsProps = {
  of: { id: string; name: string }[];
  /** Selected id; empty for none. */
  chosen: string;
  /** Label of a selected option that is no longer available. */
  gone: string;
};

/** Options of a select, with the selected one even if it is no longer available. */
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
