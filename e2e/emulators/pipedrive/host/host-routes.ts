import type { FastifyInstance } from 'fastify';
import { sanitizeNote } from '../rest/sanitize-note.ts';
import type { Emulator } from '../world/emulator.ts';
import { companyOf, findUser } from '../world/find.ts';
import type { Theme, User } from '../world/rows.ts';
import { instant } from '../world/time.ts';
import { notifySharing } from './app-notices.ts';
import { issueFrame, type Resource } from './frame-address.ts';
import { type Surface, signedToken } from './signed-token.ts';

/** Endpoints of the host page: frames, tokens, preferences and notes. */
export function hostRoutes(app: FastifyInstance, emulator: Emulator): void {
  const viewer = (userId: number): User => {
    const user = findUser(emulator.world, userId);
    if (!user) throw new Error(`no user ${userId}`);
    return user;
  };

  app.post('/host/frames', async (request, reply) => {
    const body = request.body as {
      surface: Surface;
      userId: number;
      resource?: Resource;
      selectedId?: number;
      data?: string;
    };
    const carries = body.surface !== 'modal' || emulator.world.settings.modalCarriesEntity;
    const frame = await issueFrame(emulator.world, {
      surface: body.surface,
      viewer: viewer(body.userId),
      resource: carries ? body.resource : undefined,
      selectedId: carries ? body.selectedId : undefined,
      data: body.data,
    });
    return frame ?? reply.code(404).send({ error: 'The app has not registered this surface' });
  });

  app.post('/host/signed-token', async (request) => {
    const { userId, surface } = request.body as { userId: number; surface: Surface };
    const who = { userId, companyId: viewer(userId).company_id };
    return { token: await signedToken(emulator.world, who, { surface }) };
  });

  app.post('/host/theme', async (request) => {
    const { userId, theme } = request.body as { userId: number; theme: Theme };
    viewer(userId).theme = theme;
    emulator.save();
    return { theme };
  });

  app.post('/host/notes', async (request) => {
    const { userId, dealId, content } = request.body as {
      userId: number;
      dealId: number;
      content: string;
    };
    const author = viewer(userId);
    emulator.world.notes.push({
      company_id: author.company_id,
      id: ++emulator.world.lastId,
      content: sanitizeNote(content),
      deal_id: dealId,
      person_id: null,
      org_id: null,
      user_id: author.id,
      pinned_to_deal_flag: false,
      add_time: instant(),
      update_time: instant(),
    });
    emulator.changed(author.company_id);
    return {};
  });

  app.post('/host/shared-visibility', async (request) => {
    const { userId, on } = request.body as { userId: number; on: boolean };
    const { company_id } = viewer(userId);
    companyOf(emulator.world, company_id).sharedVisibility = on;
    emulator.changed(company_id);
    await notifySharing(emulator, company_id, userId, on);
    return { on };
  });
}
