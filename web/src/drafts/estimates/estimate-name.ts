import { m } from '../../messages/compiled/messages.js';

/** `Estimate 1001`; companies with custom numbers have estimates without one. */
export const estimateName = ({ number }: { number: string }): string =>
  number === '' ? m.drafts_estimates_no_number() : m.drafts_estimates_name({ number });
