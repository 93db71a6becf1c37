import { randomUUID } from 'node:crypto';
import type { User } from '../world/rows.ts';
import type { World } from '../world/world.ts';
import { type Surface, signedToken } from './signed-token.ts';

export type Resource = 'deal' | 'person' | 'organization';

/** Parameters of a new frame. */
export interface FrameOptions {
  surface: Surface;
  viewer: User;
  resource?: Resource;
  selectedId?: number;
  /** The modal's `data` as a JSON string. */
  data?: string;
}

/** An issued frame: the id required in its messages, and its URL. */
export interface IssuedFrame {
  id: string;
  src: string;
  surface: Surface;
}

/**
 * Issues a frame: the registered URL with Pipedrive's parameters. Null when the app has not
 * registered this surface.
 * https://pipedrive.readme.io/docs/custom-ui-extensions
 */
export async function issueFrame(world: World, options: FrameOptions): Promise<IssuedFrame | null> {
  const address = {
    panel: world.app.panelUrl,
    modal: world.app.modalUrl,
    settings: world.app.settingsUrl,
  }[options.surface];
  if (!address) return null;
  const id = randomUUID();
  const url = new URL(address);
  const { viewer } = options;
  const add = (name: string, value: string | number) => url.searchParams.append(name, `${value}`);
  add('userId', viewer.id);
  add('companyId', viewer.company_id);
  const who = { companyId: viewer.company_id, userId: viewer.id };
  add('token', await signedToken(world, who, { surface: options.surface }));
  add('id', id);
  if (options.resource && options.selectedId) {
    add('resource', options.resource);
    add('view', 'details');
    add('selectedIds', options.selectedId);
  }
  add('theme', viewer.theme);
  if (options.data !== undefined) add('data', options.data);
  return { id, src: url.href, surface: options.surface };
}
