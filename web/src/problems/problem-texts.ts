import { isErrorCode } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { m } from '../messages/compiled/messages.js';
import { faultText } from './fault-texts.ts';
import { operationTexts } from './operation-texts.ts';
import type { Problem } from './queries.ts';
import { dealText, partyText } from './record-names.ts';

type Texts = {
  /** What happened. */
  title: string;
  /** Why, and what to do. */
  text: string;
};

/** Text of our error code; empty for a fault code of a vendor. */
const reasonOf = ({ code }: Problem): string => (isErrorCode(code) ? messagesFor(code).title : '');

const sentences = (...parts: string[]): string => parts.filter(Boolean).join(' ');

const jobs: Record<string, () => string> = {
  quickbooks: m.problems_job_quickbooks,
  pipedrive: m.problems_job_pipedrive,
  pipedrive_fields: m.problems_job_pipedrive_fields,
  initial_sync: m.problems_job_initial_sync,
  found_invoices: m.problems_job_found_invoices,
  reminders: m.problems_job_reminders,
  merges: m.problems_job_merges,
  pipedrive_webhooks: m.problems_job_pipedrive_webhooks,
  events: m.problems_job_events,
  feed: m.problems_job_feed,
};

const entities: Record<string, () => string> = {
  Invoice: m.problems_event_invoice,
  Payment: m.problems_event_payment,
  CreditMemo: m.problems_event_credit,
  Customer: m.problems_event_customer,
  Item: m.problems_event_item,
  Vendor: m.problems_event_vendor,
  Employee: m.problems_event_employee,
};

const fieldTexts: Record<string, () => string> = {
  deleted: m.problems_field_deleted,
  wrong_type: m.problems_field_wrong_type,
  options_missing: m.problems_field_options_missing,
};

const numberOf = ({ invoice }: Problem): string =>
  invoice?.number || m.invoices_without_number().toLowerCase();

const changedOf = (problem: Problem): string => {
  if (problem.invoice?.number) return m.problems_invoice({ number: problem.invoice.number });
  const what = (entities[problem.subject] ?? m.problems_do_other)();
  if (problem.recordName) return m.problems_event_with_name({ what, name: problem.recordName });
  return m.problems_event_named({ what, id: problem.name });
};

const textsOfKind: Record<Problem['kind'], (problem: Problem, isOwner: boolean) => Texts> = {
  connection: ({ name: owner }, isOwner) => ({
    title: m.problems_connection_title(),
    text: isOwner ? m.problems_connection_text_you() : m.problems_connection_text({ owner }),
  }),
  permission: ({ name: owner }) => ({
    title: m.problems_permission_title({ owner }),
    text: m.problems_permission_text({ owner }),
  }),
  feed: (problem) => {
    const reason = reasonOf(problem);
    return {
      title: m.problems_feed_title(),
      text: sentences(reason && `${reason}.`, m.problems_feed_text()),
    };
  },
  background: (problem) => ({
    title: m.problems_background_title({
      job: (jobs[problem.subject] ?? m.problems_job_other)(),
    }),
    text: problem.name ? recordText(problem) : backgroundText(problem),
  }),
  operation: (problem) => {
    const { title, text } = operationTexts(problem);
    const reason = reasonOf(problem);
    return { title, text: sentences(reason && `${reason}.`, text) };
  },
  invoice: (problem) => ({
    title: m.problems_invoice_title({ number: numberOf(problem) }),
    text: m.problems_invoice_text({ code: problem.code ?? '' }),
  }),
  record: (problem) => ({
    title: m.problems_record_title({ what: changedOf(problem) }),
    text: m.problems_record_text({ code: problem.code ?? '' }),
  }),
  event: (problem) => ({
    title: m.problems_event_title({ what: changedOf(problem) }),
    text: m.problems_event_text(),
  }),
  field: ({ name, state }) => ({
    title: m.problems_field_title({ name }),
    text: (fieldTexts[state] ?? m.problems_field_deleted)(),
  }),
  deal: ({ deal, party, state }) => ({
    title: party ? partyTitle(party) : m.problems_deal_title({ name: titleOf(deal) }),
    text: state === 'forbidden' ? forbiddenText(party) : m.problems_deal_refused(),
  }),
};

const backgroundText = (problem: Problem): string =>
  problem.code === 'no_response'
    ? m.problems_background_no_response()
    : sentences(reasonOf(problem) && `${reasonOf(problem)}.`, m.problems_background_text());

const recordText = (problem: Problem): string =>
  sentences(
    m.problems_background_record({
      record: recordOf(problem),
      reason: faultText(problem.code ?? ''),
    }),
    m.problems_background_text(),
  );

/** What a background job fails for. */
const recordOf = ({ deal, party, invoice, recordName, name }: Problem): string => {
  if (invoice?.number) return m.problems_invoice({ number: invoice.number });
  if (deal) return dealText(deal);
  return party ? partyText(party) : recordName || name;
};

const titleOf = (deal: Problem['deal']): string => deal?.title || String(deal?.id ?? '');

const partyTitle = ({ of, id, name: known }: NonNullable<Problem['party']>): string => {
  const name = known || String(id);
  return of === 'organization'
    ? m.problems_organization_title({ name })
    : m.problems_person_title({ name });
};

const forbiddenText = (party: Problem['party']): string =>
  party ? m.problems_party_forbidden() : m.problems_deal_forbidden();

/** What happened, and why and what to do. */
export const problemTexts = (problem: Problem, { isOwner = true } = {}): Texts =>
  textsOfKind[problem.kind](problem, isOwner);

/** The vendor's own message; null without one. */
export const saidText = ({ kind, said }: Problem): string | null => {
  if (!said) return null;
  return kind === 'deal'
    ? m.problems_said_pipedrive({ said })
    : m.problems_said_quickbooks({ said });
};
