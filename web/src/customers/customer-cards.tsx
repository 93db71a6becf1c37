import type { Candidate } from '@dealbill/server/contract/customers';
import type { CustomerRow } from '@dealbill/server/shared/contract/picker-rows';
import type { ReactNode } from 'react';
import { CustomerCard, type WhyShown } from './customer-card.tsx';
import styles from './customer-choice.module.css';

/** The selected customer; for a saved selection only the name may be known. */
export type Chosen = Pick<CustomerRow, 'id' | 'name'> & Partial<CustomerRow>;

type CustomerCardsProps = {
  candidates: Candidate[];
  chosen: Chosen | null;
  choose: (row: CustomerRow) => void;
  /** The linked customer represents itself among the candidates, whatever its reason. */
  linkedCustomerId?: string | undefined;
  /** Further attributes of the first radio button. */
  first?: { 'data-path'?: string };
  /** True when the new customer is selected beside similar ones. */
  compared?: boolean;
  children?: ReactNode;
};

/** Customers side by side to select one: the candidates, and the one found by search. */
export function CustomerCards(props: CustomerCardsProps) {
  const {
    candidates,
    chosen,
    choose,
    linkedCustomerId,
    first = {},
    compared = false,
    children,
  } = props;
  const reasonOf = ({ id, reason }: Candidate): WhyShown =>
    id === linkedCustomerId ? 'now' : reason;
  const other = chosen && !candidates.some(({ id }) => id === chosen.id) ? chosen : null;
  return (
    <div className={compared ? `${styles.cards} ${styles.compared}` : styles.cards}>
      {candidates.map((row, index) => (
        <CustomerCard
          key={row.id}
          name={row.name}
          facts={row}
          reason={reasonOf(row)}
          checked={row.id === chosen?.id}
          onChoose={() => choose(row)}
          input={index === 0 ? first : {}}
        />
      ))}
      {other ? (
        <CustomerCard
          key={other.id}
          name={other.name}
          facts={factsOf(other)}
          reason="picked"
          checked
          onChoose={() => {}}
          input={candidates.length === 0 ? first : {}}
        />
      ) : null}
      {children}
    </div>
  );
}

const factsOf = ({ email, address, currency }: Chosen) =>
  email === undefined ? null : { email, address: address ?? null, currency: currency ?? null };
