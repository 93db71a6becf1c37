import { activeConnection } from '../connection/owned-connection.ts';
import type { Service } from '../http/serve.ts';
import type { companyProfile } from './contract.ts';
import { createTerm } from './create-term.ts';
import { exchangeRateOn } from './exchange-rates.ts';

/** For the connection owner only: what is asked of the QuickBooks company itself. */
export const companyProfileService: Service<typeof companyProfile> = {
  async exchangeRate(ctx, of) {
    return { rate: await exchangeRateOn(ctx, await activeConnection(ctx), of) };
  },

  createTerm,
};
