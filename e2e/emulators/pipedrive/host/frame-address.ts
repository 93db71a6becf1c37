import { randomUUID } from 'node:crypto';
import type { User } from '../world/rows.ts';
import type { World } from '../world/world.ts';
import { type Surface, signedToken } from './signed-token.ts';

export type Resource = 'deal' | 'person' | 'organization';

/** What a frame is opened for. */
export interface FrameAsked {
  surface: Surface;
  viewer: User;
  resource?: Resource;
  selectedId?: number;
  /** Already stringified `data` of a modal. */
  data?: string;
}

/** A frame that was issued: the id its messages must carry, and its address. */
export interface IssuedFrame {
  id: string;
  src: string;
  surface: Surface;
}

/**
 * Issues a frame: the registered address with the parameters Pipedrive adds to it (Pipedrive: Custom UI
 * extensions, panels, modals). Null when the app has not registered that surface.
 */
export async function issueFrame(world: World, asked: FrameAsked): Promise<IssuedFrame | null> {
  const address = {
    panel: world.app.panelUrl,
    modal: world.app.modalUrl,
    settings: world.app.settingsUrl,
  }[asked.surface];
  if (!address) return null;
  const id = randomUUID();
  const url = new URL(address);
  const { viewer } = asked;
  const add = (name: string, value: string | number) => url.searchParams.append(name, `${value}`);
  add('userId', viewer.id);
  add('companyId', viewer.company_id);
  const who = { companyId: viewer.company_id, userId: viewer.id };
  add('token', await signedToken(world, who, { surface: asked.surface }));
  add('id', id);
  if (asked.resource && asked.selectedId) {
    add('resource', asked.resource);
    add('view', 'details');
    add('selectedIds', asked.selectedId);
  }
  add('theme', viewer.theme);
  if (asked.data !== undefined) add('data', asked.data);
  return { id, src: url.href, surface: asked.surface };
}
