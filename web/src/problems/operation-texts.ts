import { m } from '../messages/compiled/messages.js';
import type { Problem } from './queries.ts';

const names: Record<string, () => string> = {
  create_invoice: m.problems_do_create_invoice,
  draft_customer: m.problems_do_draft_customer,
  create_customer: m.problems_do_create_customer,
  update_customer: m.problems_do_update_customer,
  reactivate_customer: m.problems_do_reactivate_customer,
  draft_item: m.problems_do_draft_item,
  create_item: m.problems_do_draft_item,
  reactivate_item: m.problems_do_reactivate_item,
  void_invoice: m.problems_do_void_invoice,
  delete_invoice: m.problems_do_delete_invoice,
  send_invoice: m.problems_do_send_invoice,
  edit_invoice: m.problems_do_edit_invoice,
  deal_note: m.problems_do_deal_note,
  add_reminder: m.problems_do_add_reminder,
  close_reminder: m.problems_do_close_reminder,
  attach_pdf: m.problems_do_attach_pdf,
};

/** What an operation of this kind does; a newer server may have others. */
export const operationName = (kind: string): string => (names[kind] ?? m.problems_do_other)();

type Words = { title: string; text: string };

const wordsOf: Record<string, (what: { what: string }) => Words> = {
  asking: (what) => ({
    title: m.problems_operation_asking(what),
    text: m.problems_operation_asking_text(),
  }),
  waiting: (what) => ({
    title: m.problems_operation_open(what),
    text: m.problems_operation_waiting_text(),
  }),
  refused: (what) => ({
    title: m.problems_operation_ended(what),
    text: m.problems_operation_refused_text(),
  }),
  not_done: (what) => ({
    title: m.problems_operation_ended(what),
    text: m.problems_operation_not_done_text(),
  }),
  unknown: (what) => ({
    title: m.problems_operation_unknown(what),
    text: m.problems_operation_unknown_text(),
  }),
};

const openWords = (what: { what: string }): Words => ({
  title: m.problems_operation_open(what),
  text: m.problems_operation_open_text(),
});

const isEnded = (state: string): boolean => state === 'not_done' || state === 'unknown';

/** Texts of changes that were made in the background, once they have ended without success. */
const endedTexts: Record<string, () => string> = {
  deal_note: m.problems_operation_note_text,
  add_reminder: m.problems_operation_add_reminder_text,
  close_reminder: m.problems_operation_close_reminder_text,
};

export const operationTexts = ({ subject, state, name }: Problem): Words => {
  const bare = operationName(subject);
  const what = name ? m.problems_operation_named({ what: bare, name }) : bare;
  const words = (wordsOf[state] ?? openWords)({ what });
  const ended = isEnded(state) ? endedTexts[subject] : undefined;
  return ended ? { ...words, text: ended() } : words;
};
