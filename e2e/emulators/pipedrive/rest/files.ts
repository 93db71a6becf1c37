import { findDeal } from '../world/find.ts';
import type { StoredFile } from '../world/rows.ts';
import { instant, v1Time } from '../world/time.ts';
import { visibleDeal } from './deal-answer.ts';
import type { Call, Endpoint } from './endpoint.ts';
import { startPage } from './paging.ts';
import { notFound, Problem } from './problem.ts';

const read = ['deals:read', 'deals:full'];
const write = ['deals:full'];

/**
 * v1 endpoints to upload, list, download, rename and delete files.
 * https://developers.pipedrive.com/docs/api/v1/openapi.yaml
 */
export function fileEndpoints(v1: Endpoint): void {
  v1('POST', '/files', { cost: 10, scopes: write }, async (call) => ({
    data: fileAnswer(call, await addFile(call)),
  }));
  v1('GET', '/files/:id', { cost: 2, scopes: read }, (call) => ({
    data: fileAnswer(call, fileNamed(call)),
  }));
  v1('GET', '/deals/:id/files', { cost: 20, scopes: read }, (call) => {
    const deal = visibleDeal(call);
    const page = startPage(
      filesOf(call).filter((file) => file.deal_id === deal.id),
      call.query,
      100,
    );
    return { ...page, data: page.data.map((file) => fileAnswer(call, file)) };
  });
  v1('GET', '/files/:id/download', { cost: 20, scopes: read }, (call) => {
    const file = fileNamed(call);
    return { bytes: Buffer.from(file.base64, 'base64'), mediaType: 'application/octet-stream' };
  });
  v1('PUT', '/files/:id', { cost: 10, scopes: write }, (call) => {
    const file = fileNamed(call);
    const body = (call.body ?? {}) as { name?: string; description?: string };
    if (body.name) file.name = body.name;
    if (body.description !== undefined) file.description = body.description;
    file.update_time = instant();
    call.changed();
    return { data: fileAnswer(call, file) };
  });
  v1('DELETE', '/files/:id', { cost: 6, scopes: write }, (call) => {
    const file = fileNamed(call);
    call.world.files = call.world.files.filter((one) => one !== file);
    call.changed();
    return { data: { id: file.id } };
  });
}

async function addFile(call: Call): Promise<StoredFile> {
  const { world, caller } = call;
  const form = await formOf(call);
  const upload = form.get('file');
  if (!(upload instanceof File)) throw new Problem(400, 'No files were uploaded.');
  const id = (name: string) => Number(form.get(name)) || null;
  const dealId = id('deal_id');
  if (dealId && !findDeal(world, caller.companyId, dealId)) throw notFound('Deal not found.');
  const bytes = Buffer.from(await upload.arrayBuffer());
  const file: StoredFile = {
    company_id: caller.companyId,
    id: ++world.lastId,
    name: upload.name,
    description: '',
    file_type: upload.name.split('.').at(-1)?.toLowerCase() ?? '',
    media_type: upload.type,
    base64: bytes.toString('base64'),
    file_size: bytes.length,
    deal_id: dealId,
    person_id: id('person_id'),
    org_id: id('org_id'),
    user_id: caller.userId,
    add_time: instant(),
    update_time: instant(),
  };
  world.files.push(file);
  call.changed();
  return file;
}

/** Parses the multipart body with the parser of `Response`. */
async function formOf(call: Call): Promise<FormData> {
  const contentType = call.request.headers['content-type'] ?? '';
  if (!Buffer.isBuffer(call.body)) throw new Problem(400, 'No files were uploaded.');
  const body = new Uint8Array(call.body);
  return new Response(body, { headers: { 'content-type': contentType } }).formData();
}

function filesOf(call: Call): StoredFile[] {
  return call.world.files.filter((file) => file.company_id === call.caller.companyId);
}

function fileNamed(call: Call): StoredFile {
  const file = filesOf(call).find((one) => one.id === Number(call.params.id));
  if (!file) throw notFound('File not found.');
  if (file.deal_id) visibleDeal(call, String(file.deal_id));
  return file;
}

export function fileAnswer(call: Call, file: StoredFile): Record<string, unknown> {
  const { company_id: _company, base64: _bytes, media_type: _type, ...plain } = file;
  const deal = file.deal_id ? findDeal(call.world, file.company_id, file.deal_id) : undefined;
  return {
    ...plain,
    file_name: file.name,
    product_id: null,
    activity_id: null,
    lead_id: null,
    log_id: null,
    active_flag: true,
    inline_flag: false,
    remote_location: 's3',
    remote_id: null,
    deal_name: deal?.title ?? null,
    add_time: v1Time(file.add_time),
    update_time: v1Time(file.update_time),
    url: `${call.origin}/v1/files/${file.id}/download`,
  };
}
