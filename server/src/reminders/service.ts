import { AppError, isAppError } from '../app-error.ts';
import { companyToday } from '../company-profile/company-today.ts';
import { ownedConnection } from '../connection/invoice-access.ts';
import { liveConnection } from '../connection/store.ts';
import type { Ctx, Service } from '../context.ts';
import { requireGrant } from '../install/service.ts';
import { noteDetailOf } from '../notes/note-settings.ts';
import { namesAmount } from '../shared/text/reminder-text.ts';
import { type ReminderName, reminderNames, type reminders } from './contract.ts';
import { countDueInvoices } from './due-invoices.ts';
import { lastLinkedInvoice, saveSetting, settingOf, settingRows } from './store.ts';

const proposed: Record<ReminderName, { days: number; text: string }> = {
  unsent: { days: 3, text: 'Send invoice {number} to {customer}' },
  due: { days: 3, text: 'Tell {customer} that invoice {number} is due soon' },
  overdue: { days: 7, text: 'Ask {customer} about overdue invoice {number}' },
};

const mostUsers = 500;

/**
 * Settings of reminders, for the whole company. Every user with the app may read them; only the
 * connection owner, whose permission is used, may change them and sees an invoice as example.
 */
export const remindersService: Service<typeof reminders> = {
  async show(ctx) {
    await requireGrant(ctx);
    const connection = await liveConnection(ctx.db, ctx.companyId);
    const isOwner = connection?.ownerId === ctx.userId;
    const rows = await settingRows(ctx.db, ctx.companyId);
    const types = isOwner ? await orNull(() => ctx.pipedrive.activityTypes(ctx)) : [];
    const users = isOwner ? await orNull(() => ctx.pipedrive.users(ctx)) : [];
    const example = isOwner
      ? await lastLinkedInvoice(ctx.db, { companyId: ctx.companyId, realmId: connection.realmId })
      : null;
    const amountsAllowed = (await noteDetailOf(ctx.db, ctx.companyId)) === 'amount';
    return {
      settings: reminderNames.map((name) => {
        const row = rows.find((one) => one.name === name);
        return {
          name,
          enabled: row?.enabled ?? false,
          days: row?.days ?? proposed[name].days,
          assignee: row?.assignee ?? 'connection_owner',
          assigneeId: row?.assigneeId ?? null,
          assigneeName: row?.assigneeName ?? '',
          activityType:
            row?.activityType ?? types?.find(({ key }) => key === 'task')?.key ?? 'task',
          text: row?.text ?? proposed[name].text,
        };
      }),
      users: (users ?? []).slice(0, mostUsers),
      types,
      example: example && {
        number: example.number,
        customer: example.customer,
        amount: Number(example.balance) > 0 ? example.balance : example.total,
        currency: example.currency,
      },
      amountsAllowed,
      owner: connection && { name: connection.ownerName, isYou: isOwner },
    };
  },

  async existing(ctx, { name, days }) {
    const { realmId } = await ownedConnection(ctx);
    const today = await companyToday(ctx, realmId);
    const realmKey = { companyId: ctx.companyId, realmId };
    return {
      invoices: await countDueInvoices(ctx.db, realmKey, { name, days, startAfter: null, today }),
    };
  },

  async save(ctx, { includeExisting, ...chosen }) {
    const { realmId } = await ownedConnection(ctx);
    const { companyId, userId, db, clock } = ctx;
    const before = await settingOf(db, companyId, chosen.name);
    if (chosen.enabled && namesAmount(chosen.text)) {
      if ((await noteDetailOf(db, companyId)) !== 'amount') throw new AppError('not_possible');
    }
    const assigneeId = chosen.assignee === 'user' ? chosen.assigneeId : null;
    const checked = chosen.enabled ? await checkedNames(ctx, { ...chosen, assigneeId }) : null;
    const goesOn = before?.enabled && before.days === chosen.days;
    const today = await companyToday(ctx, realmId);
    await saveSetting(db, realmId, {
      companyId,
      ...chosen,
      assigneeId,
      assigneeName: checked?.assigneeName ?? before?.assigneeName ?? '',
      startAfter: includeExisting ? null : goesOn ? before.startAfter : today,
      checkedOn: null,
      savedById: userId,
      savedAt: clock.now(),
    });
    return {};
  },
};

/** Checks in Pipedrive that type and user exist, and returns the user's name. */
const checkedNames = async (
  ctx: Ctx,
  { activityType, assignee, assigneeId }: Chosen,
): Promise<{ assigneeName: string }> => {
  const types = await ctx.pipedrive.activityTypes(ctx);
  if (!types.some(({ key }) => key === activityType)) throw new AppError('not_found');
  if (assignee !== 'user') return { assigneeName: '' };
  const user = (await ctx.pipedrive.users(ctx)).find(({ id }) => id === assigneeId);
  if (!user) throw new AppError('not_found');
  return { assigneeName: user.name };
};

type Chosen = { activityType: string; assignee: string; assigneeId: number | null };

/** Null when the app lacks the permission. */
const orNull = async <T>(read: () => Promise<T>): Promise<T | null> => {
  try {
    return await read();
  } catch (error) {
    if (isAppError(error, 'pipedrive_forbidden', 'not_found')) return null;
    throw error;
  }
};
