import type { ComponentType } from 'react';
import type { Answer } from '../lib/api.ts';
import { dayOf } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { CircleIcon, TickCircleIcon, WarningIcon } from '../ui/controls/icons.tsx';
import styles from './connection-facts.module.css';
import { HealthFacts } from './health-facts.tsx';

type State = Answer<'connection', 'state'>;

const looks: Record<
  State['state'],
  { icon: ComponentType; words: () => string; look: string | undefined }
> = {
  none: { icon: CircleIcon, words: m.connection_card_none, look: styles.none },
  active: { icon: TickCircleIcon, words: m.connection_card_active, look: styles.active },
  broken: { icon: WarningIcon, words: m.connection_card_broken, look: styles.broken },
};

/** State, company, connection owner and date. Only the owner sees the company. */
export function ConnectionFacts({ connection }: { connection: State }) {
  const { state, owner, company, since, health, takeover } = connection;
  const { icon: Icon, words, look } = looks[state];
  return (
    <div className={styles.facts}>
      <p className={`${styles.state} ${look}`}>
        <Icon />
        {words()}
      </p>
      {state === 'none' ? <p>{m.connection_card_none_text()}</p> : null}
      {state === 'broken' && owner?.isYou ? <p>{m.connection_card_broken_text()}</p> : null}
      {owner ? (
        <dl className={styles.list}>
          {company ? (
            <div>
              <dt>{m.connection_card_company()}</dt>
              <dd>{company}</dd>
            </div>
          ) : null}
          <div>
            <dt>{m.connection_card_owner()}</dt>
            <dd>{owner.isYou ? m.connection_card_you({ name: owner.name }) : owner.name}</dd>
          </div>
          {since ? (
            <div>
              <dt>{m.connection_card_since()}</dt>
              <dd>{dayOf(since)}</dd>
            </div>
          ) : null}
          {health ? <HealthFacts health={health} isBroken={state === 'broken'} /> : null}
        </dl>
      ) : null}
      {owner && !owner.isYou && !takeover ? (
        <p>{m.connection_card_other({ name: owner.name })}</p>
      ) : null}
    </div>
  );
}
