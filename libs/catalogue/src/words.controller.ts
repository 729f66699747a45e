import { Body, Controller, Get, Put } from '@nestjs/common';
import type { z } from 'zod';
import { type Actor, Api, CurrentActor } from '#kernel';
import { type SaveWords, saveWords, wordList } from './words.schemas.js';
import { WordsService } from './words.service.js';

@Controller('api/v1/employer-words')
export class WordsController {
  constructor(private readonly words: WordsService) {}

  @Get()
  @Api({
    summary: 'How texts name the employer’s own things, in both languages',
    access: ['admin'],
    scope: 'courses:read',
    returns: wordList,
  })
  async list(@CurrentActor() actor: Actor): Promise<z.output<typeof wordList>> {
    return { items: await this.words.list(actor) };
  }

  @Put()
  @Api({ summary: 'Choose those names', access: ['admin'], scope: 'courses:write', status: 204 })
  change(@CurrentActor() actor: Actor, @Body({ schema: saveWords }) input: SaveWords): Promise<void> {
    return this.words.change(actor, input);
  }
}
