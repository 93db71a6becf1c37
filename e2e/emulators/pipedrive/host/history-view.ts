import { stages } from '../world/deal-stages.ts';
import { fieldsOf, findUser } from '../world/find.ts';
import type { Activity, Change, Deal } from '../world/rows.ts';
import type { World } from '../world/world.ts';

/** One entry of a deal's history; lists are sorted newest first. */
export interface HistoryItem {
  kind: 'note' | 'file' | 'change' | 'activity' | 'created';
  at: string;
  by: string;
  /** Sanitized HTML of a note. */
  html?: string;
  text?: string;
  pinned?: boolean;
}

export function dealHistory(world: World, deal: Deal): HistoryItem[] {
  const ofDeal = (row: { company_id: number; deal_id: number | null }) =>
    row.company_id === deal.company_id && row.deal_id === deal.id;
  const by = (userId: number) => findUser(world, userId)?.name ?? '';
  const items: HistoryItem[] = [
    { kind: 'created', at: deal.add_time, by: by(deal.creator_user_id), text: 'Deal created' },
    ...world.notes.filter(ofDeal).map((note) => ({
      kind: 'note' as const,
      at: note.add_time,
      by: by(note.user_id),
      html: note.content,
      pinned: note.pinned_to_deal_flag,
    })),
    ...world.files.filter(ofDeal).map((file) => ({
      kind: 'file' as const,
      at: file.add_time,
      by: by(file.user_id),
      text: file.name,
    })),
    ...world.activities.filter(ofDeal).map((one) => ({
      kind: 'activity' as const,
      at: one.add_time,
      by: by(one.owner_id),
      text: activityText(one),
    })),
    ...world.changes.filter(ofDeal).map((change) => ({
      kind: 'change' as const,
      at: change.log_time,
      by: by(change.user_id),
      text: changeText(world, change),
    })),
  ];
  return items.sort((a, b) => (a.at < b.at ? 1 : -1));
}

function activityText({ subject, due_date: dueDate, done }: Activity): string {
  return [subject, ...(dueDate ? [`due ${dueDate}`] : []), ...(done ? ['done'] : [])].join(' · ');
}

function changeText(world: World, change: Change): string {
  const field = fieldsOf(world, change.company_id, 'deal').find(
    (one) => one.field_code === change.field_key,
  );
  const name = field?.field_name ?? change.field_key;
  const show = (value: unknown) => {
    if (change.field_key === 'stage_id') return stages[Number(value) - 1] ?? String(value);
    if (value === null || value === '') return '(empty)';
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  };
  return `${name}: ${show(change.old_value)} → ${show(change.new_value)}`;
}
