import type { TermPreference } from '@dealbill/server/contract/preferences';

/** A payment term as typed; both options keep their input. */
export type TypedTerm = {
  kind: TermPreference['kind'];
  days: string;
  quickbooks: { id: string; name: string } | null;
};

const usualDays = '30';

export const typedTerm = (term: TermPreference): TypedTerm =>
  term.kind === 'days'
    ? { kind: 'days', days: String(term.days), quickbooks: null }
    : { kind: 'quickbooks', days: usualDays, quickbooks: { id: term.id, name: term.name } };

/** Whole days from 0 to 999, or null. */
export const daysOf = (typed: string): number | null =>
  /^\s*\d{1,3}\s*$/.test(typed) ? Number(typed) : null;

/** The selected term, or null while it is invalid. */
export const termOf = ({ kind, days, quickbooks }: TypedTerm): TermPreference | null => {
  if (kind === 'quickbooks') return quickbooks && { kind, ...quickbooks };
  const whole = daysOf(days);
  return whole === null ? null : { kind, days: whole };
};
