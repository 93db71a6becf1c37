import type { ReactNode } from 'react';
import type { Answer } from '../lib/api.ts';
import { now } from '../lib/clock.ts';
import { agoOf, dayOf, fullInstant } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';

type Health = NonNullable<Answer<'connection', 'state'>['health']>;

/** From this many days on, the days left are shown beside the date. */
const soonDays = 30;

const expiryText = ({ expiresAt, daysLeft }: Health): string => {
  if (expiresAt === null || daysLeft === null) return m.connection_health_not_stated();
  const date = dayOf(expiresAt);
  return daysLeft > soonDays
    ? m.connection_health_expires_on({ date })
    : m.connection_health_days({ date, days: daysLeft });
};

const subscriptionText = ({ subscription }: Health): string => {
  if (subscription === null) return m.connection_health_subscription_unknown();
  return {
    active: m.connection_health_subscription_active,
    trial: m.connection_health_subscription_trial,
    expired: m.connection_health_subscription_expired,
  }[subscription]();
};

const actionText = ({ action }: Health): string => {
  if (action === null) return m.connection_health_action_none();
  return action === 'reconnect'
    ? m.connection_health_action_reconnect()
    : m.connection_health_action_renew();
};

function LastSuccess({ at }: { at: string | null }) {
  if (at === null) return m.connection_health_never();
  return (
    <time dateTime={at} title={fullInstant(at)}>
      {agoOf(at, now()) ?? m.connection_health_just_now()}
    </time>
  );
}

/** Entries of a description list: whether the connection works, how long, and who must act. */
export function HealthFacts({ health, isBroken }: { health: Health; isBroken: boolean }) {
  return (
    <>
      <Fact name={m.connection_health_last()}>
        <LastSuccess at={health.lastSuccessAt} />
      </Fact>
      {isBroken ? null : <Fact name={m.connection_health_expires()}>{expiryText(health)}</Fact>}
      {isBroken ? null : (
        <Fact name={m.connection_health_limit()}>
          {health.hardExpiresAt ? dayOf(health.hardExpiresAt) : m.connection_health_not_stated()}
        </Fact>
      )}
      <Fact name={m.connection_health_subscription()}>{subscriptionText(health)}</Fact>
      <Fact name={m.connection_health_action()}>{actionText(health)}</Fact>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
