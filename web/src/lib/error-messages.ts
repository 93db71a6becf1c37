import type { ErrorDetails } from '@dealbill/server/shared/contract/error-body';
import { m } from '../messages/compiled/messages.js';
import type { WebErrorCode } from './api-error.ts';

/** Title says what happened, text says what to do. */
type Words = [title: (owner: string) => string, text: (owner: string) => string];

const words: Record<WebErrorCode, Words> = {
  bad_token: [() => m.errors_bad_token_title(), () => m.errors_bad_token_text()],
  foreign_origin: [() => m.errors_foreign_origin_title(), () => m.errors_foreign_origin_text()],
  not_installed: [() => m.errors_not_installed_title(), () => m.errors_not_installed_text()],
  install_broken: [() => m.errors_install_broken_title(), () => m.errors_install_broken_text()],
  not_owner: [
    (owner) => m.errors_not_owner_title({ owner }),
    (owner) => m.errors_not_owner_text({ owner }),
  ],
  not_connected: [() => m.errors_not_connected_title(), () => m.errors_not_connected_text()],
  connection_broken: [
    () => m.errors_connection_broken_title(),
    () => m.errors_connection_broken_text(),
  ],
  not_admin: [() => m.errors_not_admin_title(), () => m.errors_not_admin_text()],
  deletion_planned: [
    () => m.errors_deletion_planned_title(),
    () => m.errors_deletion_planned_text(),
  ],
  connection_taken: [
    (owner) => m.errors_connection_taken_title({ owner }),
    (owner) => m.errors_connection_taken_text({ owner }),
  ],
  realm_taken: [() => m.errors_realm_taken_title(), () => m.errors_realm_taken_text()],
  other_realm: [() => m.errors_other_realm_title(), () => m.errors_other_realm_text()],
  takeover_other_realm: [
    () => m.errors_takeover_other_realm_title(),
    () => m.errors_takeover_other_realm_text(),
  ],
  realm_not_granted: [
    () => m.errors_realm_not_granted_title(),
    () => m.errors_realm_not_granted_text(),
  ],
  deal_not_found: [() => m.errors_deal_not_found_title(), () => m.errors_deal_not_found_text()],
  not_found: [() => m.errors_not_found_title(), () => m.errors_not_found_text()],
  invalid_input: [() => m.errors_invalid_input_title(), () => m.errors_invalid_input_text()],
  draft_changed: [() => m.errors_draft_changed_title(), () => m.errors_draft_changed_text()],
  deal_billed_meanwhile: [
    () => m.errors_deal_billed_meanwhile_title(),
    () => m.errors_deal_billed_meanwhile_text(),
  ],
  too_many_drafts: [() => m.errors_too_many_drafts_title(), () => m.errors_too_many_drafts_text()],
  preferences_changed: [
    (owner) => m.errors_preferences_changed_title({ owner }),
    () => m.errors_preferences_changed_text(),
  ],
  plan_changed: [() => m.errors_plan_changed_title(), () => m.errors_plan_changed_text()],
  plan_currency: [() => m.errors_plan_currency_title(), () => m.errors_plan_currency_text()],
  draft_busy: [() => m.errors_draft_busy_title(), () => m.errors_draft_busy_text()],
  currency_mismatch: [
    () => m.errors_currency_mismatch_title(),
    () => m.errors_currency_mismatch_text(),
  ],
  invoice_busy: [() => m.errors_invoice_busy_title(), () => m.errors_invoice_busy_text()],
  invoice_changed: [() => m.errors_invoice_changed_title(), () => m.errors_invoice_changed_text()],
  difference_changed: [
    () => m.errors_difference_changed_title(),
    () => m.errors_difference_changed_text(),
  ],
  not_possible: [() => m.errors_not_possible_title(), () => m.errors_not_possible_text()],
  customer_busy: [() => m.errors_customer_busy_title(), () => m.errors_customer_busy_text()],
  customer_changed: [
    () => m.errors_customer_changed_title(),
    () => m.errors_customer_changed_text(),
  ],
  quickbooks_refused: [
    () => m.errors_quickbooks_refused_title(),
    () => m.errors_quickbooks_refused_text(),
  ],
  quickbooks_forbidden: [
    () => m.errors_quickbooks_forbidden_title(),
    () => m.errors_quickbooks_forbidden_text(),
  ],
  quickbooks_read_only: [
    () => m.errors_quickbooks_read_only_title(),
    () => m.errors_quickbooks_read_only_text(),
  ],
  quickbooks_busy: [() => m.errors_quickbooks_busy_title(), () => m.errors_quickbooks_busy_text()],
  quickbooks_unavailable: [
    () => m.errors_quickbooks_unavailable_title(),
    () => m.errors_quickbooks_unavailable_text(),
  ],
  reads_used_up: [() => m.errors_reads_used_up_title(), () => m.errors_reads_used_up_text()],
  pipedrive_forbidden: [
    () => m.errors_pipedrive_forbidden_title(),
    () => m.errors_pipedrive_forbidden_text(),
  ],
  pipedrive_busy: [() => m.errors_pipedrive_busy_title(), () => m.errors_pipedrive_busy_text()],
  pipedrive_unavailable: [
    () => m.errors_pipedrive_unavailable_title(),
    () => m.errors_pipedrive_unavailable_text(),
  ],
  rate_limited: [() => m.errors_rate_limited_title(), () => m.errors_rate_limited_text()],
  too_many_streams: [
    () => m.errors_too_many_streams_title(),
    () => m.errors_too_many_streams_text(),
  ],
  storage_unavailable: [
    () => m.errors_storage_unavailable_title(),
    () => m.errors_storage_unavailable_text(),
  ],
  not_recorded: [() => m.errors_not_recorded_title(), () => m.errors_not_recorded_text()],
  internal: [() => m.errors_internal_title(), () => m.errors_internal_text()],
  offline: [() => m.errors_offline_title(), () => m.errors_offline_text()],
};

/**
 * Title and text for an error code. `details.owner` is the connection owner's name, where the error
 * has it.
 */
export const messagesFor = (
  code: WebErrorCode,
  details: ErrorDetails = {},
): { title: string; text: string } => {
  const [title, text] = words[code];
  const owner = details.owner ?? m.errors_someone_else();
  return { title: title(owner), text: text(owner) };
};
