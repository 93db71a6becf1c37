/** The stages of the one pipeline, by `stage_id` from 1. */
export const stages = [
  'Qualified',
  'Contact made',
  'Proposal sent',
  'Negotiation',
  'Contract signed',
];
