import type { FastifyInstance } from 'fastify';
import type { Emulator } from '../world/emulator.ts';
import { findUser } from '../world/find.ts';
import type { Deal, User } from '../world/rows.ts';
import { instant } from '../world/time.ts';
import type { World } from '../world/world.ts';
import { uninstall } from './app-notices.ts';

type Values = Record<string, string | undefined>;

/** Endpoints for uninstalling the app and for Pipedrive's own "add" dialogs. */
export function dialogRoutes(app: FastifyInstance, emulator: Emulator): void {
  app.post('/host/uninstall', async (request, reply) => {
    const { userId } = request.body as { userId: number };
    const user = findUser(emulator.world, userId);
    if (!user) return reply.code(404).send({ error: 'no such user' });
    return { delivery: await uninstall(emulator, user.company_id, user.id) };
  });

  app.post('/host/things', async (request, reply) => {
    const { userId, type, values } = request.body as {
      userId: number;
      type: string;
      values: Values;
    };
    const user = findUser(emulator.world, userId);
    const make = makers[type];
    if (!user || !make) return reply.code(400).send({ error: `Cannot add: ${type}` });
    const id = ++emulator.world.lastId;
    make(emulator.world, user, id, values);
    emulator.changed(user.company_id);
    return { id };
  });
}

const makers: Record<string, (world: World, user: User, id: number, values: Values) => void> = {
  deal: (world, user, id, values) => {
    const like = world.deals.find((deal) => deal.company_id === user.company_id);
    if (!like) throw new Error('there is no deal to take the form of');
    const plain: Partial<Deal> = { person_id: null, org_id: null, value: '0', custom_fields: {} };
    const now = { add_time: instant(), update_time: instant(), stage_change_time: instant() };
    const named = (rows: { company_id: number; id: number; name: string }[], name?: string) =>
      rows.find((row) => row.company_id === user.company_id && row.name === name)?.id ?? null;
    plain.org_id = named(world.organizations, values.organization);
    plain.person_id = named(world.persons, values.person);
    world.deals.push({ ...like, ...plain, ...now, id, title: values.title ?? '', stage_id: 1 });
  },
  person: (world, user, id, values) => {
    world.persons.push({
      ...newRow(user, id, values.name),
      org_id: null,
      emails: [],
      phones: [],
    });
  },
  organization: (world, user, id, values) => {
    world.organizations.push({ ...newRow(user, id, values.name), address: null, website: null });
  },
  activity: (world, user, id, values) => {
    world.activities.push({
      company_id: user.company_id,
      id,
      subject: values.subject || 'Activity',
      type: 'task',
      due_date: values.dueDate || null,
      due_time: values.dueTime || null,
      note: values.note || null,
      deal_id: Number(values.deal) || null,
      org_id: Number(values.organization) || null,
      owner_id: user.id,
      done: false,
      add_time: instant(),
    });
  },
};

function newRow(user: User, id: number, name: string | undefined) {
  return {
    company_id: user.company_id,
    id,
    name: name ?? '',
    owner_id: user.id,
    visible_to: 7,
    label_ids: [],
    add_time: instant(),
    update_time: instant(),
    is_deleted: false,
    custom_fields: {},
  };
}
