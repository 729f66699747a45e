import { Module } from '@nestjs/common';
import { CatalogueModule } from '#catalogue';
import { LibraryController } from './library.controller.js';
import { LibraryPages } from './library.pages.js';
import { LibraryService } from './library.service.js';

@Module({ imports: [CatalogueModule], providers: [LibraryService], exports: [LibraryService] })
export class AuthoringModule {}

@Module({ imports: [AuthoringModule], controllers: [LibraryController, LibraryPages] })
export class AuthoringHttpModule {}

/** Nothing happens here without somebody asking; the module is here so that every lib has the same three. */
@Module({ imports: [AuthoringModule] })
export class AuthoringJobsModule {}
