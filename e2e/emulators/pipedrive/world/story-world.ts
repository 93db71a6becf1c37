import { seedCompany } from './seed-company.ts';
import type { AppRegistration, Settings, World } from './world.ts';

export const defaultSettings: Settings = {
  initializeDeadlineMs: 10_000,
  accessTokenSeconds: 3599,
  signedTokenSeconds: 300,
  rotateRefreshTokens: false,
  hiddenDealStatus: 404,
  sumIncludesTax: true,
  valueOfDealWithProducts: 'ignored',
  modalCarriesEntity: true,
  burstLimit: null,
  dailyBudget: null,
  blockAfterRefusals: null,
  customFieldLimit: null,
  companiesWithoutInstallments: [],
  webhookUrlsReachable: true,
  fieldWebhooks: true,
  webhooksNameMerges: true,
  webhookRetrySpeed: 1,
};

/** The initial world: both companies of the story, without any installation. */
export function storyWorld(app: AppRegistration): World {
  const world: World = {
    app,
    settings: { ...defaultSettings },
    companies: [],
    users: [],
    deals: [],
    organizations: [],
    persons: [],
    products: [],
    dealProducts: [],
    dealDiscounts: [],
    installments: [],
    fields: [],
    notes: [],
    files: [],
    changes: [],
    activities: [],
    installs: [],
    codes: [],
    grants: [],
    accessTokens: [],
    spent: [],
    deliveries: [],
    webhooks: [],
    merges: [],
    lastId: 10_000,
  };
  seedCompany(world, 'harbour');
  seedCompany(world, 'hillside');
  return world;
}
