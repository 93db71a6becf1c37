import { companyOf, usersOf } from '../world/find.ts';
import type { User } from '../world/rows.ts';
import type { World } from '../world/world.ts';
import { allCurrencies } from './currencies.ts';
import type { Endpoint } from './endpoint.ts';
import { notFound } from './problem.ts';

/**
 * v1 endpoints for users, their settings and currencies.
 * https://developers.pipedrive.com/docs/api/v1/openapi.yaml
 */
export function userEndpoints(v1: Endpoint): void {
  v1('GET', '/users/me', { cost: 2, scopes: [] }, ({ world, caller }) => {
    const me = usersOf(world, caller.companyId).find((user) => user.id === caller.userId);
    if (!me) throw notFound('User not found or not accessible.');
    const company = companyOf(world, caller.companyId);
    const [language, country] = me.locale.split('_');
    return {
      data: {
        ...userAnswer(world, me, caller.userId),
        company_id: company.id,
        company_name: company.name,
        company_domain: company.domain,
        company_country: company.country,
        company_industry: null,
        language: { language_code: language, country_code: country },
      },
    };
  });
  v1('GET', '/users', { cost: 20, scopes: ['users:read', 'admin'] }, ({ world, caller }) => ({
    data: usersOf(world, caller.companyId).map((user) => userAnswer(world, user, caller.userId)),
  }));
  v1('GET', '/users/:id', { cost: 2, scopes: ['users:read', 'admin'] }, (call) => {
    const { world, caller, params } = call;
    const user = usersOf(world, caller.companyId).find(({ id }) => id === Number(params.id));
    if (!user) throw notFound('User not found or not accessible.');
    return { data: userAnswer(world, user, caller.userId) };
  });
  v1('GET', '/userSettings', { cost: 2, scopes: [] }, () => ({
    data: {
      marketplace_team: false,
      list_limit: 100,
      beta_app: false,
      file_upload_destination: 's3',
    },
  }));
  v1('GET', '/currencies', { cost: 20, scopes: [] }, () => ({ data: allCurrencies }));
}

function userAnswer(world: World, user: User, callerId: number): Record<string, unknown> {
  return {
    id: user.id,
    name: user.name,
    default_currency: companyOf(world, user.company_id).currency,
    locale: user.locale,
    lang: 1,
    email: user.email,
    phone: null,
    activated: user.deactivated === undefined,
    last_login: '2026-01-05 08:12:44',
    created: '2025-02-03 09:00:00',
    modified: '2025-02-03 09:00:00',
    has_created_company: user.is_admin,
    access: ['sales', 'global', 'account_settings'].map((app) => ({ app, admin: user.is_admin })),
    active_flag: user.deactivated === undefined,
    timezone_name: user.timezone_name,
    timezone_offset: offsetOf(user.timezone_name),
    role_id: 1,
    icon_url: null,
    is_you: user.id === callerId,
    is_deleted: false,
  };
}

function offsetOf(timeZone: string): string {
  return Temporal.Now.zonedDateTimeISO(timeZone).offset;
}
