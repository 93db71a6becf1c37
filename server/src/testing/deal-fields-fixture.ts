import type { DealFact, dealFields } from '../deal-fields/contract.ts';
import { burstMs } from '../deal-fields/dirty-deals.ts';
import type { Output } from '../shared/contract/contract.ts';
import { control } from './control.ts';
import { openInvoiceFixture } from './invoice-fixture.ts';
import type { RealmLike } from './make-company.ts';
import { runDue } from './run-due.ts';

type Shown = Output<typeof dealFields.show>;

type Choice = { kind: 'off' } | { kind: 'create' } | { kind: 'use'; code: string };

/** An invoice fixture with the settings of deal fields and Pipedrive's side of them. */
export const openDealFieldsFixture = async (like: RealmLike = 'us') => {
  const fixture = await openInvoiceFixture(like);
  const { company, dependencies, clock, call, dealId } = fixture;
  const { owner, companyId } = company;
  const pipedrive = dependencies.settings.pipedrive.oauthUrl;
  const inPipedrive = <T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) =>
    control<T>(pipedrive, method, path, body);

  const choose = (name: DealFact, choice: Choice, user = owner) =>
    call(user, 'deal-fields/choose', { name, choice });
  const show = async (user = owner) => (await call(user, 'deal-fields/show')).body as Shown;
  const shown = async (name: DealFact) => {
    const fact = (await show()).facts.find((one) => one.name === name);
    if (!fact) throw new Error(`no ${name}`);
    return fact;
  };

  /** Runs the background work on deals that are due now. */
  const update = () => runDue(dependencies, ['deal_fields']);

  return {
    ...fixture,
    inPipedrive,
    choose,
    show,
    shown,
    update,
    /** Creates fields for these facts. */
    async enable(...names: DealFact[]) {
      for (const name of names) await choose(name, { kind: 'create' });
    },
    codeOf: async (name: DealFact): Promise<string> => (await shown(name)).field?.code ?? '',
    /** Values of the chosen fields in Pipedrive, by fact; without those never chosen. */
    async values(of = dealId): Promise<Partial<Record<DealFact, unknown>>> {
      const { facts } = await show();
      const { fields } = await dependencies.pipedrive.deal(owner, of);
      return Object.fromEntries(
        facts.flatMap(({ name, field }) => (field ? [[name, fields[field.code]]] : [])),
      );
    },
    /** Refreshes the panel, and updates the deal after the time of a burst. */
    async refreshAndUpdate() {
      await fixture.refresh();
      clock.advance(burstMs);
      await update();
    },
    /** Bodies of the writes to deals that Pipedrive received from this company. */
    async writes(): Promise<{ path: string; body: object }[]> {
      const { calls } = await inPipedrive<{
        calls: { method: string; path: string; body: object }[];
      }>('GET', `journal?company=${companyId}`);
      return calls
        .filter(({ method }) => method === 'PATCH')
        .map(({ path, body }) => ({ path, body }));
    },
    /** Schedules a fault for writes to deals. */
    faultOnWrite: (fault: object) =>
      inPipedrive('POST', 'faults', { match: { method: 'PATCH', company: companyId }, ...fault }),
    /** Changes the deal as another user of Pipedrive. */
    changeDeal: (changes: object, of = dealId) =>
      inPipedrive('POST', `deals/${of}`, { companyId, ...changes }),
  };
};
