import { Controller, Get, Param, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Page } from '#kernel';
import { CatalogueService } from './catalogue.service.js';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** Pictures of lessons. The address is the content's own fingerprint, so a browser may keep it for ever. */
@Controller()
export class CataloguePages {
  constructor(private readonly catalogue: CatalogueService) {}

  @Get('courses/media/:hash')
  @Page({ access: ['employee'] })
  async media(
    @Param('hash', { schema: hash }) hash: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { contentType, bytes } = await this.catalogue.getMedia(hash);
    void reply.header('cache-control', 'private, max-age=31536000, immutable');
    void reply.header('x-content-type-options', 'nosniff');
    return new StreamableFile(bytes, { type: contentType, disposition: 'inline' });
  }
}
