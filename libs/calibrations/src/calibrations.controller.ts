import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { type Actor, Api, CurrentActor } from '#kernel';
import {
  type Acceptances,
  acceptances,
  type CalibrationDetail,
  calibrationDetail,
  calibrationList,
  type CalibrationView,
  calibrationView,
  itemPath,
  type ItemReport,
  itemReport,
} from './calibrations.schemas.js';
import { CalibrationsService } from './calibrations.service.js';

const uuid = { schema: z.uuid() };
const item = { schema: itemPath };

@Controller('api/v1/calibrations')
export class CalibrationsController {
  constructor(private readonly calibrations: CalibrationsService) {}

  @Get()
  @Api({
    summary: 'Calibrations of exam items: those in use or waiting first, then the newest',
    access: ['author', 'admin'],
    scope: 'calibrations:read',
    returns: calibrationList,
  })
  async list(@CurrentActor() actor: Actor): Promise<{ items: CalibrationView[] }> {
    return { items: await this.calibrations.list(actor) };
  }

  @Get(':id')
  @Api({
    summary: 'A calibration with its items',
    access: ['author', 'admin'],
    scope: 'calibrations:read',
    returns: calibrationDetail,
  })
  get(@CurrentActor() actor: Actor, @Param('id', uuid) id: string): Promise<CalibrationDetail> {
    return this.calibrations.get(actor, id);
  }

  @Get(':id/items/:itemId')
  @Api({
    summary: 'One item of a calibration, with how often each option was chosen',
    access: ['author', 'admin'],
    scope: 'calibrations:read',
    returns: itemReport,
  })
  async item(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Param('itemId', item) itemId: string,
  ): Promise<ItemReport> {
    return (await this.calibrations.itemReport(actor, id, itemId)).report;
  }

  @Post(':id/activation')
  @Api({
    summary: 'Put a candidate to use for new exams',
    access: ['author', 'admin'],
    scope: 'calibrations:write',
    returns: calibrationView,
    status: 200,
    problems: [
      'calibration-not-a-candidate',
      'calibration-not-activatable',
      'calibration-shift-unsigned',
      'calibration-nothing-to-sign',
    ],
  })
  activate(
    @CurrentActor() actor: Actor,
    @Param('id', uuid) id: string,
    @Body({ schema: acceptances }) { accept }: Acceptances,
  ): Promise<CalibrationView> {
    return this.calibrations.activate(actor, id, accept);
  }
}
