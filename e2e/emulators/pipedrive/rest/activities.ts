import { canSee, findDeal, usersOf } from '../world/find.ts';
import type { Activity } from '../world/rows.ts';
import { instant } from '../world/time.ts';
import { visibleDeal } from './deal-answer.ts';
import type { Call, Endpoint } from './endpoint.ts';
import { cursorPage, sorted } from './paging.ts';
import { invalid, notFound } from './problem.ts';
import { sanitizeNote } from './sanitize-note.ts';

const read = ['activities:read', 'activities:full'];
const write = ['activities:full'];

/** The types that every new company has. */
const types = ['Call', 'Meeting', 'Task', 'Deadline', 'E-mail', 'Lunch'].map((name, at) => ({
  id: at + 1,
  name,
  key_string: name === 'E-mail' ? 'email' : name.toLowerCase(),
  icon_key: name === 'E-mail' ? 'email' : name.toLowerCase(),
  color: 'FFFFFF',
  order_nr: at + 1,
  is_custom_flag: false,
  active_flag: true,
  add_time: '2025-02-03 09:00:00',
  update_time: null,
}));

/** `GET /v1/activityTypes`. https://developers.pipedrive.com/docs/api/v1/openapi.yaml */
export function activityTypeEndpoints(v1: Endpoint): void {
  v1('GET', '/activityTypes', { cost: 20, scopes: [...read, 'admin'] }, () => ({ data: types }));
}

/**
 * v2 endpoints to list, read, add, change and delete activities.
 * https://developers.pipedrive.com/docs/api/v1/openapi-v2.yaml
 */
export function activityEndpoints(v2: Endpoint): void {
  v2('GET', '/activities', { cost: 10, scopes: read }, (call) => {
    const same = (name: 'deal_id' | 'org_id' | 'owner_id') => {
      const wanted = call.query.integer(name);
      return (one: Activity) => wanted === undefined || one[name] === wanted;
    };
    const done = call.query.text('done');
    const rows = visibleActivities(call)
      .filter(same('deal_id'))
      .filter(same('org_id'))
      .filter(same('owner_id'))
      .filter((one) => done === undefined || one.done === (done === 'true'));
    const page = cursorPage(sorted(rows, call.query, ['id', 'add_time', 'due_date']), call.query);
    return { ...page, data: page.data.map(activityAnswer) };
  });
  v2('GET', '/activities/:id', { cost: 1, scopes: read }, (call) => ({
    data: activityAnswer(activityNamed(call)),
  }));
  v2('POST', '/activities', { cost: 5, scopes: write }, (call) => {
    const activity: Activity = {
      company_id: call.caller.companyId,
      id: 0,
      subject: '',
      type: 'call',
      due_date: null,
      due_time: null,
      note: null,
      deal_id: null,
      org_id: null,
      owner_id: call.caller.userId,
      done: false,
      add_time: instant(),
    };
    writeActivity(call, activity);
    if (!activity.subject) {
      activity.subject = types.find(({ key_string: key }) => key === activity.type)?.name ?? '';
    }
    activity.id = ++call.world.lastId;
    call.world.activities.push(activity);
    call.changed();
    return { data: activityAnswer(activity) };
  });
  v2('PATCH', '/activities/:id', { cost: 5, scopes: write }, (call) => {
    const activity = activityNamed(call);
    writeActivity(call, activity);
    call.changed();
    return { data: activityAnswer(activity) };
  });
  v2('DELETE', '/activities/:id', { cost: 3, scopes: write }, (call) => {
    const activity = activityNamed(call);
    call.world.activities = call.world.activities.filter((one) => one !== activity);
    call.changed();
    return { data: { id: activity.id } };
  });
}

/** Type of each property that can be written; all but `done` can be null. */
const writable = {
  subject: 'string',
  type: 'string',
  due_date: 'string',
  due_time: 'string',
  note: 'string',
  deal_id: 'number',
  org_id: 'number',
  owner_id: 'number',
  done: 'boolean',
} as const;

/** Checks the whole body before anything is written. */
function writeActivity(call: Call, activity: Activity): void {
  const { world, caller } = call;
  const body = (call.body ?? {}) as Record<string, unknown>;
  for (const [key, value] of Object.entries(body)) {
    if (!(key in writable)) {
      throw invalid(`Parameter '${key}' is not allowed for this request`);
    }
    const type = writable[key as keyof typeof writable];
    const isEmpty = value === null && key !== 'done';
    if (!isEmpty && typeof value !== type) throw invalid(`Parameter '${key}' must be a ${type}`);
  }
  const { subject, type, due_date: dueDate, owner_id: ownerId, deal_id: dealId, note } = body;
  if (String(subject ?? '').length > 255) throw invalid("Parameter 'subject' is too long");
  if (typeof note === 'string' && Buffer.byteLength(note) > 100_000) {
    throw invalid("Parameter 'note' is too long");
  }
  if (typeof type === 'string' && !types.some(({ key_string: key }) => key === type)) {
    throw invalid('Activity type does not exist');
  }
  if (typeof dueDate === 'string' && !/^\d{4}-\d\d-\d\d$/.test(dueDate)) {
    throw invalid("Parameter 'due_date' must be a date");
  }
  if (ownerId && !usersOf(world, caller.companyId).some(({ id }) => id === ownerId)) {
    throw invalid('Owner does not exist');
  }
  if (dealId) visibleDeal(call, String(dealId));
  Object.assign(activity, body, typeof note === 'string' && { note: sanitizeNote(note) });
}

function visibleActivities(call: Call): Activity[] {
  const { world, caller } = call;
  return world.activities.filter((one) => {
    if (one.company_id !== caller.companyId) return false;
    const deal = one.deal_id ? findDeal(world, caller.companyId, one.deal_id) : undefined;
    return !deal || canSee(deal, caller.userId);
  });
}

function activityNamed(call: Call): Activity {
  const found = visibleActivities(call).find(({ id }) => id === Number(call.params.id));
  if (!found) throw notFound();
  return found;
}

function activityAnswer({ company_id: _, ...plain }: Activity): Record<string, unknown> {
  return {
    ...plain,
    creator_user_id: plain.owner_id,
    is_deleted: false,
    update_time: plain.add_time,
    duration: null,
    person_id: null,
    lead_id: null,
    project_id: null,
    location: null,
    participants: [],
    attendees: null,
    busy: null,
    priority: null,
    public_description: null,
    marked_as_done_time: null,
    conference_meeting_client: null,
    conference_meeting_id: null,
    conference_meeting_url: null,
  };
}
