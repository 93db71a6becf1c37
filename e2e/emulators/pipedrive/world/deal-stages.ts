/** Stages of the single pipeline; the first one has `stage_id` 1. */
export const stages = [
  'Qualified',
  'Contact made',
  'Proposal sent',
  'Negotiation',
  'Contract signed',
];
