import type { BilledEntry, DraftForm } from '@dealbill/server/contract/drafts';

/** The entry of the billing plan that the form was opened for, as the server checks it. */
export const billedEntry = ({
  instalment,
}: Pick<DraftForm, 'instalment'>): { entry?: BilledEntry } => {
  if (!instalment) return {};
  const { entryId, amount, currency } = instalment;
  return { entry: { entryId, amount, currency } };
};
