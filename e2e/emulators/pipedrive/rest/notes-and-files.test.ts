import { v1 } from 'pipedrive';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientsOf } from '../testing/clients.ts';
import { startForTest, type TestEmulator } from '../testing/start-for-test.ts';

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startForTest();
});
afterAll(() => emulator.close());

test('creates, reads, changes and deletes a note', async () => {
  const { company, first } = await clientsOf(emulator);
  const api = new v1.NotesApi(first);
  const added = await api.addNote({
    AddNoteRequest: {
      content: '<b>Invoice 1042</b> created',
      deal_id: 101,
      pinned_to_deal_flag: 1,
    },
  });
  const id = added.data?.id ?? 0;
  expect(added.data).toMatchObject({
    content: '<b>Invoice 1042</b> created',
    deal: { title: 'Office fit-out, 3rd floor' },
    pinned_to_deal_flag: true,
    user: { is_you: true },
  });
  await api.updateNote({ id, NoteRequest: { content: 'Paid' } });
  expect((await api.getNotes({ deal_id: 101 })).data?.map((note) => note.content)).toEqual([
    'Paid',
  ]);
  const seen = await emulator.control<{ notes: unknown[] }>(
    'GET',
    `notes?dealId=101&companyId=${company.companyId}`,
  );
  expect(seen.notes).toHaveLength(1);
  await api.deleteNote({ id });
  expect((await api.getNotes({ deal_id: 101 })).data).toEqual([]);
});

test('removes scripts and other active content from a note', async () => {
  const { first } = await clientsOf(emulator);
  const added = await new v1.NotesApi(first).addNote({
    AddNoteRequest: {
      deal_id: 101,
      content:
        '<p onclick="x()">Hi<script>alert(1)</script> <a href="javascript:x()">a</a> <a href="https://qb.example/1">b</a></p><img src=x onerror=x()>',
    },
  });
  expect(added.data?.content).toBe(
    '<p>Hi <a>a</a> <a href="https://qb.example/1" target="_blank" rel="noopener">b</a></p>',
  );
});

test('returns 404 for a note on another company’s deal', async () => {
  const { first } = await clientsOf(emulator, 'hillside');
  const add = new v1.NotesApi(first).addNote({ AddNoteRequest: { content: 'x', deal_id: 101 } });
  await expect(add).rejects.toMatchObject({ success: false, error: 'Deal not found.' });
});

test('lists an uploaded file on its deal and in the flow, and downloads the same bytes', async () => {
  const { first, accessToken } = await clientsOf(emulator);
  const bytes = Uint8Array.from([0x25, 0x50, 0x44, 0x46, 0, 255, 10]);
  const api = new v1.FilesApi(first);
  const file = new File([bytes], 'invoice-1042.pdf', { type: 'application/pdf' });
  const added = await api.addFile({ file, deal_id: 101 });
  expect(added.data).toMatchObject({ name: 'invoice-1042.pdf', file_type: 'pdf', file_size: 7 });
  const deals = new v1.DealsApi(first);
  expect((await deals.getDealFiles({ id: 101 })).data).toMatchObject([{ id: added.data?.id }]);
  const flow = await deals.getDealUpdates({ id: 101, items: 'file' });
  expect(flow.data?.map((item) => item.object)).toEqual(['file']);
  const answer = await fetch(added.data?.url ?? '', {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
});

test('pages files and flow in additional_data, notes in its pagination object', async () => {
  const { first, accessToken } = await clientsOf(emulator);
  const read = async (path: string) => {
    const headers = { authorization: `Bearer ${accessToken}` };
    return (await fetch(`${emulator.url}/api/v1${path}`, { headers })).json();
  };
  const notes = new v1.NotesApi(first);
  const files = new v1.FilesApi(first);
  for (const name of ['one', 'two']) {
    await notes.addNote({ AddNoteRequest: { content: name, deal_id: 101 } });
    await files.addFile({ file: new File(['%PDF'], `${name}.pdf`), deal_id: 101 });
  }
  const page = { start: 0, limit: 1, more_items_in_collection: true, next_start: 1 };
  const last = { start: 1, limit: 1, more_items_in_collection: false };
  expect((await read('/deals/101/files?limit=1')).additional_data).toEqual(page);
  expect((await read('/deals/101/files?limit=1&start=1')).additional_data).toEqual(last);
  expect((await read('/deals/101/flow?limit=1&items=file')).additional_data).toEqual(page);
  expect((await read('/notes?deal_id=101&limit=1')).additional_data).toEqual({ pagination: page });
});
