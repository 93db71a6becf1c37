import type { Fact, pipedriveFields, RecordKind } from '../pipedrive-fields/contract.ts';
import { burstMs } from '../pipedrive-fields/dirty-records.ts';
import type { Output } from '../shared/contract/contract.ts';
import { control } from './control.ts';
import { openInvoiceFixture } from './invoice-fixture.ts';
import type { RealmLike } from './make-company.ts';
import { runDue } from './run-due.ts';

type Shown = Output<typeof pipedriveFields.show>;

type Choice = { kind: 'off' } | { kind: 'create' } | { kind: 'use'; code: string };

/** An invoice fixture with the settings of the fields and Pipedrive's side of them. */
export const openPipedriveFieldsFixture = async (like: RealmLike = 'us') => {
  const fixture = await openInvoiceFixture(like);
  const { company, dependencies, clock, call, dealId } = fixture;
  const { owner, companyId } = company;
  const pipedrive = dependencies.settings.pipedrive.oauthUrl;
  const inPipedrive = <T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) =>
    control<T>(pipedrive, method, path, body);

  const choose = (name: Fact, choice: Choice, user = owner, of: RecordKind = 'deal') =>
    call(user, 'pipedrive-fields/choose', { of, name, choice });
  const show = async (user = owner) => (await call(user, 'pipedrive-fields/show')).body as Shown;
  const shownOf = async (of: RecordKind) => {
    const record = (await show()).records.find((one) => one.of === of);
    if (!record) throw new Error(`no fields of ${of}`);
    return record;
  };
  const shown = async (name: Fact, of: RecordKind = 'deal') => {
    const fact = (await shownOf(of)).facts.find((one) => one.name === name);
    if (!fact) throw new Error(`no ${name}`);
    return fact;
  };

  /** Runs the background work on records that are due now. */
  const update = () => runDue(dependencies, ['pipedrive_fields']);

  return {
    ...fixture,
    inPipedrive,
    choose,
    show,
    shown,
    shownOf,
    update,
    /** Creates fields for these facts. */
    async enable(...names: Fact[]) {
      for (const name of names) await choose(name, { kind: 'create' });
    },
    /** Creates fields of organizations or persons for these facts. */
    async enableOf(of: RecordKind, ...names: Fact[]) {
      for (const name of names) await choose(name, { kind: 'create' }, owner, of);
    },
    codeOf: async (name: Fact, of: RecordKind = 'deal'): Promise<string> =>
      (await shown(name, of)).field?.code ?? '',
    /** Values of the chosen fields in Pipedrive, by fact; without those never chosen. */
    async values(id = dealId, of: RecordKind = 'deal'): Promise<Partial<Record<Fact, unknown>>> {
      const { facts } = await shownOf(of);
      const { fields } = await dependencies.pipedrive[of](owner, id);
      return Object.fromEntries(
        facts.flatMap(({ name, field }) => (field ? [[name, fields[field.code]]] : [])),
      );
    },
    /** Refreshes the panel, and updates the records after the time of a burst. */
    async refreshAndUpdate() {
      await fixture.refresh();
      clock.advance(burstMs);
      await update();
    },
    /** Bodies of the writes to records that Pipedrive received from this company. */
    async writes(): Promise<{ path: string; body: object }[]> {
      const { calls } = await inPipedrive<{
        calls: { method: string; path: string; body: object }[];
      }>('GET', `journal?company=${companyId}`);
      return calls
        .filter(({ method }) => method === 'PATCH')
        .map(({ path, body }) => ({ path, body }));
    },
    /** Schedules a fault for writes to records. */
    faultOnWrite: (fault: object) =>
      inPipedrive('POST', 'faults', { match: { method: 'PATCH', company: companyId }, ...fault }),
    /** Changes the deal as another user of Pipedrive. */
    changeDeal: (changes: object, of = dealId) =>
      inPipedrive('POST', `deals/${of}`, { companyId, ...changes }),
  };
};
