/** `/wyniki/:campaign`: the report of a wave, once its organiser has switched it on. */
import type { FastifyPluginAsync } from 'fastify';
import { Refusal } from '../bot/waves.ts';
import type { Reports } from '../report/render.ts';
import type { Campaign } from '../survey/campaign.ts';
import type { readerLanguage } from './pages.ts';
import type { Views } from './views.ts';

export type ResultRoutes = {
  readonly views: Pick<Views, 'render'>;
  readonly reader: ReturnType<typeof readerLanguage>;
  readonly campaigns: () => readonly Campaign[];
  readonly page: Reports['page'];
};

type Asked = { Params: { campaign: string }; Querystring: { jst?: unknown } };

/** Such as a wave that is compared with one which is not over. */
function refused(error: unknown): undefined {
  if (!(error instanceof Refusal)) throw error;
}

/** Whatever is not published is not there: neither a wave, nor a JST that it does not have. */
export function resultRoutes({ views, reader, campaigns, page }: ResultRoutes): FastifyPluginAsync {
  return async (server) => {
    server.get<Asked>('/wyniki/:campaign', async (request, reply) => {
      const campaign = campaigns().find(({ id }) => id === request.params.campaign);
      const { jst } = request.query;
      if (!campaign?.published || !campaign.final) return reply.callNotFound();
      const unit = campaign.units.find(({ id }) => id === jst);
      if (jst !== undefined && !unit) return reply.callNotFound();
      const language = reader(request, reply);
      const made = await page({ campaign: campaign.id, language, ...(unit && { unit: unit.id }) }).catch(refused);
      if (!made) return reply.callNotFound();
      const { title, article } = made;
      const html = views.render('results', language, {
        title: `${title} – Rozmównica`,
        styles: ['report.css'],
        article,
        places: campaign.units.length > 1 ? campaign.units : [],
        chosen: unit?.id,
        // In another language it is about the same JST.
        kept: unit && `jst=${unit.id}&`,
      });
      return reply
        .headers({ 'cache-control': 'private, no-cache', vary: 'accept-language, cookie' })
        .type('text/html; charset=utf-8')
        .send(html);
    });
  };
}
