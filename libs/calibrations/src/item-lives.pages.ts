import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import {
  type Actor,
  CurrentActor,
  Page,
  page,
  type PageView,
  parseForm,
  type Redirect,
  redirect,
} from '#kernel';
import { t } from '#ui';
import { calibrationsPaths } from './calibrations.paths.js';
import { categoryPath, itemDecision, itemPath } from './calibrations.schemas.js';
import { bankPage, lifePage } from './item-lives.presenter.js';
import { ItemLives } from './item-lives.service.js';

const category = { schema: categoryPath };
const item = { schema: itemPath };

@Controller('calibrations/licences/:category')
export class ItemLivesPages {
  constructor(private readonly lives: ItemLives) {}

  @Get()
  @Page({ access: ['author', 'admin'] })
  async bank(@CurrentActor() actor: Actor, @Param('category', category) code: string): Promise<PageView> {
    const model = bankPage(actor.language, await this.lives.list(actor, code), code);
    return page('calibrations/bank', model, {
      title: t(actor.language, 'calibrations.bank_title', { category: code }),
    });
  }

  @Get('items/:itemId')
  @Page({ access: ['author', 'admin'] })
  show(
    @CurrentActor() actor: Actor,
    @Param('category', category) code: string,
    @Param('itemId', item) itemId: string,
  ): Promise<PageView> {
    return this.life(actor, code, itemId);
  }

  @Post('items/:itemId/retirement')
  @Page({ access: ['author', 'admin'] })
  retire(
    @CurrentActor() actor: Actor,
    @Param('category', category) code: string,
    @Param('itemId', item) itemId: string,
    @Body() body: unknown,
  ): Promise<PageView | Redirect> {
    return this.decide(actor, code, itemId, body, {
      act: (reason) => this.lives.retire(actor, code, itemId, reason),
      told: 'calibrations.item_retired',
    });
  }

  @Post('items/:itemId/return')
  @Page({ access: ['author', 'admin'] })
  putBack(
    @CurrentActor() actor: Actor,
    @Param('category', category) code: string,
    @Param('itemId', item) itemId: string,
    @Body() body: unknown,
  ): Promise<PageView | Redirect> {
    return this.decide(actor, code, itemId, body, {
      act: (reason) => this.lives.putBack(actor, code, itemId, reason),
      told: 'calibrations.item_put_back',
    });
  }

  /** A decision takes a reason; without one the same page says so. */
  private async decide(
    actor: Actor,
    code: string,
    itemId: string,
    body: unknown,
    { act, told }: { readonly act: (reason: string) => Promise<void>; readonly told: string },
  ): Promise<PageView | Redirect> {
    const form = parseForm(itemDecision, body);
    if (!form.ok) return this.life(actor, code, itemId, form);
    await act(form.value.reason);
    return redirect(calibrationsPaths.life({ category: code, itemId }), { flash: { tone: 'ok', key: told } });
  }

  private async life(
    actor: Actor,
    code: string,
    itemId: string,
    form?: { errors: Readonly<Record<string, string>>; input: Readonly<Record<string, unknown>> },
  ): Promise<PageView> {
    const story = await this.lives.story(actor, code, itemId);
    const error = form?.errors['reason'];
    const model = lifePage(actor.language, story, {
      reason: form?.input['reason'],
      ...(error !== undefined && { error }),
    });
    return page('calibrations/life', model, {
      title: t(actor.language, 'calibrations.item_title', { item: itemId }),
      status: form ? 422 : 200,
    });
  }
}
