import type { FieldSource, MappedField } from '@dealbill/server/contract/preferences';
import { m } from '../messages/compiled/messages.js';

export const mappedNames: Record<MappedField, () => string> = {
  to: m.preferences_to,
  address: m.preferences_address,
  email: m.preferences_email,
  taxId: m.preferences_tax_id,
};

export const mappedHelp: Partial<Record<MappedField, () => string>> = {
  to: m.preferences_to_help,
  taxId: m.preferences_tax_id_help,
};

export const kindNames: Record<FieldSource['of'], () => string> = {
  organization: m.preferences_of_organization,
  person: m.preferences_of_person,
  deal: m.preferences_of_deal,
};
