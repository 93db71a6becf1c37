import { canSee, findDeal, findOrganization, findPerson, findUser } from '../world/find.ts';
import type { Note } from '../world/rows.ts';
import { instant, v1Time } from '../world/time.ts';
import type { Call, Endpoint } from './endpoint.ts';
import { notesPage } from './paging.ts';
import { forbidden, notFound, Problem } from './problem.ts';
import { sanitizeNote } from './sanitize-note.ts';

const read = ['deals:read', 'deals:full', 'contacts:read', 'contacts:full'];
const write = ['deals:full', 'contacts:full'];

type Written = Partial<Omit<Note, 'pinned_to_deal_flag'>> & {
  pinned_to_deal_flag?: 0 | 1 | boolean;
};

/**
 * v1 endpoints for notes; their HTML is sanitized before it is stored.
 * https://developers.pipedrive.com/docs/api/v1/openapi.yaml
 */
export function noteEndpoints(v1: Endpoint): void {
  v1('GET', '/notes', { cost: 20, scopes: read }, (call) => {
    const wanted = (['deal_id', 'person_id', 'org_id', 'user_id'] as const).map(
      (name) => [name, call.query.integer(name)] as const,
    );
    const rows = visibleNotes(call).filter((note) =>
      wanted.every(([name, id]) => id === undefined || note[name] === id),
    );
    const page = notesPage(rows, call.query);
    return { ...page, data: page.data.map((note) => noteAnswer(call, note)) };
  });
  v1('GET', '/notes/:id', { cost: 2, scopes: read }, (call) => ({
    data: noteAnswer(call, noteNamed(call)),
  }));
  v1('POST', '/notes', { cost: 10, scopes: write }, (call) => ({
    data: noteAnswer(call, addNote(call)),
  }));
  v1('PUT', '/notes/:id', { cost: 10, scopes: write }, (call) => {
    const note = noteNamed(call);
    const body = (call.body ?? {}) as Written;
    if (body.content !== undefined) note.content = sanitizeNote(body.content);
    if (body.pinned_to_deal_flag !== undefined) {
      note.pinned_to_deal_flag = Boolean(body.pinned_to_deal_flag);
    }
    note.update_time = instant();
    call.changed();
    return { data: noteAnswer(call, note) };
  });
  v1('DELETE', '/notes/:id', { cost: 6, scopes: write }, (call) => {
    const note = noteNamed(call);
    call.world.notes = call.world.notes.filter((one) => one !== note);
    call.changed();
    return { data: true };
  });
}

function addNote(call: Call): Note {
  const { world, caller } = call;
  const body = (call.body ?? {}) as Written;
  if (!body.content) throw new Problem(400, 'Note content must be specified.');
  const { deal_id = null, person_id = null, org_id = null } = body;
  if (!deal_id && !person_id && !org_id) {
    throw new Problem(
      400,
      'At least one of deal_id, person_id, org_id, lead_id must be specified.',
    );
  }
  const deal = deal_id ? findDeal(world, caller.companyId, deal_id) : undefined;
  if (deal_id && !deal) throw notFound('Deal not found.');
  if (deal && !canSee(deal, caller.userId)) throw forbidden();
  const note: Note = {
    company_id: caller.companyId,
    id: ++world.lastId,
    content: sanitizeNote(body.content),
    deal_id,
    person_id,
    org_id,
    user_id: caller.userId,
    pinned_to_deal_flag: Boolean(body.pinned_to_deal_flag),
    add_time: instant(),
    update_time: instant(),
  };
  world.notes.push(note);
  call.changed();
  return note;
}

function visibleNotes(call: Call): Note[] {
  const { world, caller } = call;
  return world.notes.filter((note) => {
    if (note.company_id !== caller.companyId) return false;
    const deal = note.deal_id ? findDeal(world, caller.companyId, note.deal_id) : undefined;
    return !deal || canSee(deal, caller.userId);
  });
}

function noteNamed(call: Call): Note {
  const note = visibleNotes(call).find((one) => one.id === Number(call.params.id));
  if (!note) throw notFound('Note not found.');
  return note;
}

/** A note as v1 returns it, with the names of its deal, person and organization. */
export function noteAnswer(call: Call, note: Note): Record<string, unknown> {
  const { world, caller } = call;
  const user = findUser(world, note.user_id);
  const deal = note.deal_id ? findDeal(world, note.company_id, note.deal_id) : undefined;
  const person = findPerson(world, note.company_id, note.person_id);
  const organization = findOrganization(world, note.company_id, note.org_id);
  const { company_id: _, ...plain } = note;
  return {
    ...plain,
    active_flag: true,
    lead_id: null,
    project_id: null,
    last_update_user_id: null,
    pinned_to_lead_flag: false,
    pinned_to_organization_flag: false,
    pinned_to_person_flag: false,
    add_time: v1Time(note.add_time),
    update_time: v1Time(note.update_time),
    deal: deal ? { title: deal.title } : null,
    person: person ? { name: person.name } : null,
    organization: organization ? { name: organization.name } : null,
    user: user && {
      email: user.email,
      name: user.name,
      icon_url: null,
      is_you: user.id === caller.userId,
    },
  };
}
