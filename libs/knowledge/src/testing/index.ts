import { CatalogueService } from '#catalogue';
import { checkContent } from '#content';
import { type Clock, type Db, parseConfig, projectRoot, systemActor } from '#kernel';
import { CardsService } from '../cards.service.js';
import { type CardReceipt, CardPublishing } from '../publish-cards.js';
import { SearchService } from '../search.service.js';
import { AnswerSuggestions } from '../suggest-answers.js';
import { TrailsService } from '../trails.service.js';

/** The services of a house with the files of `courses/` published. */
export async function publishedHouse(db: Db, clock: Clock) {
  const catalogue = new CatalogueService(db, clock, parseConfig({}));
  const trails = new TrailsService(clock);
  const cards = new CardsService(db, clock, catalogue, trails);
  const publishing = new CardPublishing(db, clock, catalogue, cards);
  const search = new SearchService(db, clock, trails);
  const suggestions = new AnswerSuggestions(db, catalogue);
  const { content } = await checkContent(projectRoot(), clock.today('Europe/Amsterdam').toString());
  if (!content) throw new Error('courses/ has problems; see npm run cli -- content check.');
  await catalogue.publish(systemActor('spec'), content);
  const receipt: CardReceipt = await publishing.publish(systemActor('spec'), content.cards);
  return { catalogue, trails, cards, publishing, search, suggestions, content, receipt };
}
