import * as story from '../../story.ts';

/** A company of the story, from which tests create companies with new ids. */
export interface Template {
  company: { name: string; domain: string; currency: string };
  country: string;
  locale: string;
  timezone: string;
  users: { id: number; name: string; email: string }[];
  deals: Record<string, DealStory>;
  organizations: Record<number, { name: string; address: string; taxId: string }>;
  persons: Record<number, { name: string; email: string; organizationId: number | null }>;
  products: Record<number, { name: string; code: string; price: string }>;
}

export interface DealStory {
  id: number;
  title: string;
  currency: string;
  value?: string;
  organizationId?: number;
  personId?: number;
}

export type TemplateName = keyof typeof templates;

export const templates = {
  harbour: {
    company: story.companies.harbour,
    country: 'US',
    locale: 'en_US',
    timezone: 'America/New_York',
    users: [story.users.salesLead, story.users.accountManager],
    deals: story.deals,
    organizations: story.organizations,
    persons: story.persons,
    products: story.products,
  },
  hillside: {
    company: story.companies.hillside,
    country: 'GB',
    locale: 'en_GB',
    timezone: 'Europe/London',
    users: [story.users.eventsManager],
    deals: story.hillside.deals,
    organizations: story.hillside.organizations,
    persons: story.hillside.persons,
    products: story.hillside.products,
  },
} satisfies Record<string, Template>;
