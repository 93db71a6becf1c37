import type { FastifyInstance } from 'fastify';
import { sanitizeNote } from '../rest/sanitize-note.ts';
import { companyOf, findUser } from '../world/find.ts';
import type { Theme, User } from '../world/rows.ts';
import type { StandIn } from '../world/stand-in.ts';
import { instant } from '../world/time.ts';
import { tellSharing } from './app-notices.ts';
import { issueFrame, type Resource } from './frame-address.ts';
import { type Surface, signedToken } from './signed-token.ts';

/** What the host page asks its own server for: frames, tokens, preferences and notes. */
export function hostRoutes(app: FastifyInstance, standIn: StandIn): void {
  const viewer = (userId: number): User => {
    const user = findUser(standIn.world, userId);
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
    const carries = body.surface !== 'modal' || standIn.world.settings.modalCarriesEntity;
    const frame = await issueFrame(standIn.world, {
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
    return { token: await signedToken(standIn.world, who, { surface }) };
  });

  app.post('/host/theme', async (request) => {
    const { userId, theme } = request.body as { userId: number; theme: Theme };
    viewer(userId).theme = theme;
    standIn.save();
    return { theme };
  });

  app.post('/host/notes', async (request) => {
    const { userId, dealId, content } = request.body as {
      userId: number;
      dealId: number;
      content: string;
    };
    const author = viewer(userId);
    standIn.world.notes.push({
      company_id: author.company_id,
      id: ++standIn.world.lastId,
      content: sanitizeNote(content),
      deal_id: dealId,
      person_id: null,
      org_id: null,
      user_id: author.id,
      pinned_to_deal_flag: false,
      add_time: instant(),
      update_time: instant(),
    });
    standIn.changed(author.company_id);
    return {};
  });

  app.post('/host/shared-visibility', async (request) => {
    const { userId, on } = request.body as { userId: number; on: boolean };
    const { company_id } = viewer(userId);
    companyOf(standIn.world, company_id).sharedVisibility = on;
    standIn.changed(company_id);
    await tellSharing(standIn, company_id, userId, on);
    return { on };
  });
}
