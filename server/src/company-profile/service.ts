import { activeConnection } from '../connection/invoice-access.ts';
import type { Service } from '../context.ts';
import type { companyProfile } from './contract.ts';
import { createTerm } from './create-term.ts';
import { exchangeRateOn } from './exchange-rates.ts';

/** Exchange rates and payment terms of the QuickBooks company; for the connection owner only. */
export const companyProfileService: Service<typeof companyProfile> = {
  async exchangeRate(ctx, query) {
    return { rate: await exchangeRateOn(ctx, await activeConnection(ctx), query) };
  },

  createTerm,
};
