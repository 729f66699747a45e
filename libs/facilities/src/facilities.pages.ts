import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import {
  type Actor,
  CurrentActor,
  fieldErrors,
  Page,
  page,
  type PageView,
  parseForm,
  type Redirect,
  redirect,
} from '#kernel';
import { HrDeskService, LicencesReads } from '#licences';
import { t } from '#ui';
import { hasGrant } from '#kernel';
import { OWNERS } from './facility.js';
import { canEdit } from './facilities.access.js';
import { facilitiesPaths } from './facilities.paths.js';
import { editRows, formInput, ownPage } from './facilities.presenter.js';
import { saveFacility } from './facilities.schemas.js';
import { FacilitiesService } from './facilities.service.js';

const uuid = { schema: z.uuid() };
/** Which further pages the reader may open. */
const doorsOf = (actor: Actor): Record<string, boolean> => ({
  isHr: hasGrant(actor, 'hr'),
  isAdmin: hasGrant(actor, 'admin'),
  isManager: actor.isManager,
});
interface FormState {
  readonly input?: Readonly<Record<string, unknown>>;
  readonly errors?: Readonly<Record<string, string>>;
}

@Controller()
export class FacilitiesPages {
  constructor(
    private readonly facilities: FacilitiesService,
    private readonly licences: LicencesReads,
    private readonly endorsements: HrDeskService,
  ) {}

  @Get('facilities')
  @Page({ access: ['employee'] })
  async own(@CurrentActor() actor: Actor): Promise<PageView> {
    const mayEdit = canEdit(actor);
    const rows = mayEdit
      ? editRows(actor.language, await this.facilities.list(), await this.facilities.counts(actor))
      : [];
    const model = {
      ...ownPage(actor.language, actor.zone, await this.facilities.own(actor)),
      mayEdit,
      rows,
      ...doorsOf(actor),
    };
    return page('facilities/facilities', model, { title: t(actor.language, 'facilities.title') });
  }

  @Get('facilities/new')
  @Page({ access: ['hr', 'admin'] })
  add(@CurrentActor() actor: Actor): Promise<PageView> {
    return this.form(actor, null, {});
  }

  @Post('facilities')
  @Page({ access: ['hr', 'admin'] })
  async create(@CurrentActor() actor: Actor, @Body() body: unknown): Promise<PageView | Redirect> {
    const form = parseForm(saveFacility, body);
    if (!form.ok) return this.form(actor, null, form);
    return this.saving(actor, null, form.value, 'facilities.added', () =>
      this.facilities.add(actor, form.value),
    );
  }

  @Get('facilities/:id')
  @Page({ access: ['hr', 'admin'] })
  async edit(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<PageView> {
    return this.form(actor, id, { input: formInput(await this.facilities.get(actor, id)) });
  }

  @Post('facilities/:id')
  @Page({ access: ['hr', 'admin'] })
  async save(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body() body: unknown,
  ): Promise<PageView | Redirect> {
    const form = parseForm(saveFacility, body);
    if (!form.ok) return this.form(actor, id, form);
    return this.saving(actor, id, form.value, 'facilities.saved', () =>
      this.facilities.edit(actor, id, form.value),
    );
  }

  @Post('facilities/:id/retirement')
  @Page({ access: ['hr', 'admin'] })
  async retire(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<Redirect> {
    await this.facilities.retire(actor, id);
    return redirect(facilitiesPaths.own(), { flash: { tone: 'ok', key: 'facilities.retired' } });
  }

  /** Saves, or gives the form back with what only the service could see. */
  private async saving(
    actor: Actor,
    id: string | null,
    input: Readonly<Record<string, unknown>>,
    done: string,
    save: () => Promise<unknown>,
  ): Promise<PageView | Redirect> {
    try {
      await save();
      return redirect(facilitiesPaths.own(), { flash: { tone: 'ok', key: done } });
    } catch (error) {
      return this.form(actor, id, { input, errors: fieldErrors(error) });
    }
  }

  private async form(actor: Actor, id: string | null, { input = {}, errors }: FormState): Promise<PageView> {
    const language = actor.language;
    const title = t(language, id === null ? 'facilities.add_title' : 'facilities.edit_title');
    const model = {
      id,
      heading: title,
      action: id === null ? facilitiesPaths.own() : facilitiesPaths.edit({ id }),
      input,
      errors: errors ?? null,
      owners: OWNERS.map((value) => ({
        value,
        label: t(language, `facilities.owner_${value.replaceAll('-', '_')}`),
      })),
      endorsements: (await this.endorsements.listEndorsements()).map(({ code, category, name }) => ({
        value: code,
        label: `${category} · ${name[language]}`,
      })),
      categories: (await this.licences.categories()).map(({ category, title: name }) => ({
        value: category,
        label: `${category} · ${name[language]}`,
      })),
    };
    return page('facilities/facility', model, {
      title: errors ? t(language, 'facilities.error_title', { title }) : title,
      status: errors ? 422 : 200,
    });
  }
}
