import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, CurrentActor, Page, page, type PageView, type Redirect, redirect } from '#kernel';
import { t } from '#ui';
import { calibrationsPaths } from './calibrations.paths.js';
import { bankLinks, calibrationPage, headingOf, itemPage, listRows } from './calibrations.presenter.js';
import { itemPath } from './calibrations.schemas.js';
import { readSignatures, type Signatures } from './signatures.js';
import { CalibrationsService } from './calibrations.service.js';

const uuid = { schema: z.uuid() };
const item = { schema: itemPath };

@Controller('calibrations')
export class CalibrationsPages {
  constructor(private readonly calibrations: CalibrationsService) {}

  @Get()
  @Page({ access: ['author', 'admin'] })
  async list(@CurrentActor() actor: Actor): Promise<PageView> {
    const rows = listRows(actor.language, await this.calibrations.list(actor));
    const banks = bankLinks(actor.language, await this.calibrations.categories(actor));
    return page(
      'calibrations/calibrations',
      { rows, banks },
      { title: t(actor.language, 'calibrations.title') },
    );
  }

  @Get(':id')
  @Page({ access: ['author', 'admin'] })
  show(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<PageView> {
    return this.proposal(actor, id);
  }

  @Post(':id/activation')
  @Page({ access: ['author', 'admin'] })
  async activate(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body() body: unknown,
  ): Promise<PageView | Redirect> {
    const signed = readSignatures((await this.calibrations.get(actor, id)).moved, body);
    if (signed.errors.size > 0) return this.proposal(actor, id, signed);
    await this.calibrations.activate(actor, id, signed.accept);
    return redirect(calibrationsPaths.show({ id }), {
      flash: { tone: 'ok', key: 'calibrations.activated' },
    });
  }

  private async proposal(actor: Actor, id: string, signed?: Signatures): Promise<PageView> {
    const made = await this.calibrations.get(actor, id);
    return page('calibrations/calibration', calibrationPage(actor.language, made, signed), {
      title: headingOf(actor.language, made),
      status: signed ? 422 : 200,
    });
  }

  @Get(':id/items/:itemId')
  @Page({ access: ['author', 'admin'] })
  async item(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Param('itemId', item) itemId: string,
  ): Promise<PageView> {
    const { calibration, item: question, report } = await this.calibrations.itemReport(actor, id, itemId);
    const model = itemPage(actor.language, calibration, question, report);
    return page('calibrations/item', model, {
      title: t(actor.language, 'calibrations.item_title', { item: itemId }),
    });
  }
}
