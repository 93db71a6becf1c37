import { isAppError } from '../app-error.ts';
import type { Dependencies } from '../context.ts';
import { hashOf, newSecret } from '../oauth/secrets.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import { forgetWebhooks, saveWebhooks, type WebhooksRow, webhooksOf } from './store.ts';

/** What Pipedrive reports. A merge is a deletion and a change, so that one of them may be lost. */
const events = [
  { action: 'delete', object: 'deal' },
  { action: 'delete', object: 'organization' },
  { action: 'delete', object: 'person' },
  { action: 'change', object: 'deal' },
  { action: 'change', object: 'organization' },
  { action: 'change', object: 'person' },
  { action: 'delete', object: 'dealField' },
] as const;

const dayMs = 24 * 3_600_000;

type Tools = Pick<Dependencies, 'db' | 'clock' | 'settings' | 'pipedrive' | 'log'>;

export const deliveryUrl = ({ publicUrl }: Tools['settings']): string =>
  `${publicUrl}/webhooks/pipedrive`;

/**
 * Makes sure that Pipedrive delivers events of the user's company: registers webhooks anew unless
 * all exist. Without the scope, or when the server cannot be reached from outside, it stores why and
 * tries again the next day. Throws what the gateway throws while Pipedrive cannot be reached.
 * https://pipedrive.readme.io/docs/webhooks-for-apps
 */
export const registerWebhooks = async (tools: Tools, user: PipedriveUser): Promise<void> => {
  const { db, clock, settings, pipedrive, log } = tools;
  const { companyId, userId } = user;
  const url = deliveryUrl(settings);
  const known = await webhooksOf(db, companyId);
  const checkedAt = clock.now();
  const checked = { checkedAt, nextAt: checkedAt + dayMs };
  try {
    const existing = await pipedrive.webhooks(user);
    const isComplete =
      known?.userId === userId &&
      known.url === url &&
      known.webhookIds.length > 0 &&
      known.webhookIds.every((webhookId) => existing.some(({ id }) => id === webhookId));
    if (isComplete) return saveWebhooks(db, { ...known, ...checked, refused: null });
    // Those of an interrupted registration too; their password is unknown.
    for (const { id, url: to } of existing) {
      if (to === url || known?.webhookIds.includes(id)) await pipedrive.deleteWebhook(user, id);
    }
    await create(tools, user, { ...checked, url });
  } catch (error) {
    if (!isAppError(error, 'pipedrive_forbidden', 'not_found')) throw error;
    log.info({ companyId }, 'Pipedrive refused webhooks');
    await saveWebhooks(db, refusedRow(user, { ...checked, url }, said(error.details)));
  }
};

/** Stores the password before the first webhook can deliver. */
const create = async (
  { db, pipedrive }: Tools,
  user: PipedriveUser,
  checked: Pick<WebhooksRow, 'url' | 'checkedAt' | 'nextAt'>,
): Promise<void> => {
  const password = newSecret();
  const row: WebhooksRow = {
    ...user,
    ...checked,
    credential: newSecret(),
    passwordHash: hashOf(password),
    webhookIds: [],
    refused: null,
  };
  await saveWebhooks(db, row);
  const webhookIds: number[] = [];
  for (const event of events) {
    const answer = await pipedrive.createWebhook(user, {
      ...event,
      url: checked.url,
      user: row.credential,
      password,
    });
    if (answer.kind === 'done') webhookIds.push(answer.id);
    // Objects that this account does not have yet are left out; without any, nothing is delivered.
    else row.refused = answer.said;
  }
  await saveWebhooks(db, { ...row, webhookIds });
};

const refusedRow = (
  user: PipedriveUser,
  checked: Pick<WebhooksRow, 'url' | 'checkedAt' | 'nextAt'>,
  refused: string,
): WebhooksRow => ({
  ...user,
  ...checked,
  credential: newSecret(),
  passwordHash: hashOf(newSecret()),
  webhookIds: [],
  refused,
});

const said = (details: unknown): string => {
  const text = (details as { said?: unknown } | undefined)?.said;
  return typeof text === 'string' ? text : '';
};

/** Deletes the webhooks of a company that has no connection owner any more; best effort. */
export const endWebhooks = async ({ db, pipedrive }: Tools, row: WebhooksRow): Promise<void> => {
  const { companyId, userId } = row;
  try {
    for (const id of row.webhookIds) await pipedrive.deleteWebhook({ companyId, userId }, id);
  } catch (error) {
    // Pipedrive deletes the webhooks of a user who uninstalls.
    if (!isAppError(error)) throw error;
  }
  await forgetWebhooks(db, companyId);
};
