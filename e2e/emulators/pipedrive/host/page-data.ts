import { budgetOf } from '../rest/budget.ts';
import { canSee, companyOf, findInstall, usersOf } from '../world/find.ts';
import type { User } from '../world/rows.ts';
import type { World } from '../world/world.ts';

/** Data of every host page, besides its own content. */
export interface PageData {
  page: string;
  viewer: { id: number; name: string; companyId: number; companyName: string; locale: string };
  theme: string;
  people: { company: string; users: { id: number; name: string }[] }[];
  deals: { id: number; title: string }[];
  app: {
    name: string;
    clientId: string;
    modalName: string;
    modalActionId: string;
    callbackUrl: string | null;
    installUrl: string | null;
    installed: boolean;
    sharedVisibility: boolean;
  };
  budget: { spent: number; daily: number };
  deadlineMs: number;
}

/** The page data that does not depend on the shown content. */
export function pageData(world: World, viewer: User, page: string): PageData {
  const company = companyOf(world, viewer.company_id);
  const { app } = world;
  return {
    page,
    viewer: {
      id: viewer.id,
      name: viewer.name,
      companyId: company.id,
      companyName: company.name,
      locale: viewer.locale.replace('_', '-'),
    },
    theme: viewer.theme,
    people: world.companies.map((one) => ({
      company: one.name,
      users: usersOf(world, one.id).map(({ id, name }) => ({ id, name })),
    })),
    deals: world.deals
      .filter((deal) => deal.company_id === company.id && canSee(deal, viewer.id))
      .map(({ id, title }) => ({ id, title })),
    app: {
      name: app.name,
      clientId: app.clientId,
      modalName: app.modalName,
      modalActionId: app.modalActionId,
      callbackUrl: app.callbackUrl,
      installUrl: app.installUrl,
      installed: findInstall(world, company.id, viewer.id) !== undefined,
      sharedVisibility: company.sharedVisibility,
    },
    budget: budgetOf(world, company.id),
    deadlineMs: world.settings.initializeDeadlineMs,
  };
}
