import type { ScheduleUnit } from '@dealbill/server/shared/billing/schedule';
import { Big, money as exact } from '@dealbill/server/shared/money/money';
import { type FormEvent, useState } from 'react';
import { money } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { DateInput } from '../ui/fields/date-input.tsx';
import { Field, Input, Select } from '../ui/fields/field.tsx';
import { FigureInput } from '../ui/fields/figure-input.tsx';
import { Section } from '../ui/layout/section.tsx';
import styles from './plan-screen.module.css';
import type { Plan } from './queries.ts';
import { leftForRows, type Row, rowsOfSchedule, sumOf } from './rows.ts';

type Kind = 'none' | 'percent' | 'amount';

type Typed = {
  kind: Kind;
  value: string;
  instalments: string;
  every: string;
  unit: ScheduleUnit;
  from: string;
};

const mostInstalments = 60;
const mostEvery = 24;

const wholeUpTo = (text: string, least: number, most: number): number | null => {
  const value = /^\d{1,3}$/.test(text.trim()) ? Number(text) : null;
  return value !== null && value >= least && value <= most ? value : null;
};

/** Null when a field has no usable value. */
const rowsOf = (typed: Typed, total: string): Row[] | null => {
  const instalments = wholeUpTo(typed.instalments, 0, mostInstalments);
  const count = wholeUpTo(typed.every, 1, mostEvery);
  if (instalments === null || count === null || typed.from === '') return null;
  const { kind, value, unit, from } = typed;
  const deposit = kind === 'none' ? { kind } : { kind, value };
  const rows = rowsOfSchedule({ total, deposit, instalments, from, every: { count, unit } });
  return rows.length > 0 ? rows : null;
};

type ScheduleFormProps = {
  plan: Plan;
  /** The rows that stay; their amounts are not split again. */
  kept: Row[];
  fill: (rows: Row[]) => void;
};

/** Splits what is left of the deal into a deposit and equal instalments; fills in the entries. */
export function ScheduleForm({ plan, kept, fill }: ScheduleFormProps) {
  const [typed, setTyped] = useState<Typed>(() => ({
    kind: 'percent',
    value: '30',
    instalments: '1',
    every: '1',
    unit: 'month',
    from: plan.today,
  }));
  const [isImpossible, setImpossible] = useState(false);
  const leftForAll = leftForRows(plan);
  const { value } = plan.deal;
  if (leftForAll === null || value === null) return null;
  const left = exact(new Big(leftForAll).minus(sumOf(kept)));
  if (new Big(left).lte(0)) return null;
  const set = (changes: Partial<Typed>) => {
    setImpossible(false);
    setTyped({ ...typed, ...changes });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const rows = rowsOf(typed, left);
    setImpossible(rows === null);
    if (rows) fill(rows);
  };
  const shownLeft = money(left, value.currency);
  return (
    <Section title={m.billing_plans_split()}>
      <p className={styles.soft}>{m.billing_plans_split_text({ left: shownLeft })}</p>
      <form className={styles.schedule} onSubmit={submit} noValidate>
        <DepositFields typed={typed} set={set} />
        <RhythmFields typed={typed} set={set} today={plan.today} />
        <Button type="submit" className={styles.fill}>
          {m.billing_plans_fill()}
        </Button>
      </form>
      {isImpossible ? (
        <p className={styles.problem} role="alert">
          {m.billing_plans_fill_impossible({ left: shownLeft })}
        </p>
      ) : null}
    </Section>
  );
}

type FieldsProps = { typed: Typed; set: (changes: Partial<Typed>) => void };

function DepositFields({ typed, set }: FieldsProps) {
  return (
    <>
      <Field label={m.billing_plans_deposit_kind()}>
        {(control) => (
          <Select
            {...control}
            value={typed.kind}
            onChange={({ target }) => set({ kind: target.value as Kind })}
          >
            <option value="percent">{m.billing_plans_deposit_percent_kind()}</option>
            <option value="amount">{m.billing_plans_deposit_amount_kind()}</option>
            <option value="none">{m.billing_plans_deposit_none()}</option>
          </Select>
        )}
      </Field>
      {typed.kind === 'none' ? null : (
        <Field label={m.billing_plans_deposit_value()}>
          {(control) => (
            <FigureInput
              control={control}
              className="figures"
              value={typed.value}
              decimals={typed.kind === 'amount' ? 2 : 0}
              onChange={(value) => set({ value })}
            />
          )}
        </Field>
      )}
    </>
  );
}

function RhythmFields({ typed, set, today }: FieldsProps & { today: string }) {
  return (
    <>
      <Field label={m.billing_plans_instalments()}>
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            value={typed.instalments}
            onChange={({ target }) => set({ instalments: target.value })}
          />
        )}
      </Field>
      <Field label={m.billing_plans_every()}>
        {(control) => (
          <Input
            {...control}
            inputMode="numeric"
            value={typed.every}
            onChange={({ target }) => set({ every: target.value })}
          />
        )}
      </Field>
      <Field label={m.billing_plans_unit()}>
        {(control) => (
          <Select
            {...control}
            value={typed.unit}
            onChange={({ target }) => set({ unit: target.value as ScheduleUnit })}
          >
            <option value="month">{m.billing_plans_unit_month()}</option>
            <option value="week">{m.billing_plans_unit_week()}</option>
          </Select>
        )}
      </Field>
      <Field label={m.billing_plans_first()}>
        {(control) => (
          <DateInput
            {...control}
            value={typed.from}
            today={today}
            from={today}
            onChange={(from) => set({ from })}
          />
        )}
      </Field>
    </>
  );
}
