import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import {
  type Actor,
  Api,
  CurrentActor,
  invalidFrom,
  invalidInput,
  pageOf,
  pageQuery,
  type PageQuery,
  type UploadedFile,
} from '#kernel';
import { ImportsReads } from './imports.reads.js';
import {
  applyImport,
  type ApplyImport,
  chooseColumns,
  type ChooseColumns,
  importListItem,
  importOptions,
  importQuery,
  type ImportQuery,
  importRowsQuery,
  type ImportRowsQuery,
  importRowView,
  importView,
  type ImportView,
  undoResult,
  type UndoResult,
} from './imports.schemas.js';
import { ImportsService } from './imports.service.js';
import { UndoImports } from './undo-imports.js';

const id = { schema: z.uuid() };
const write = { access: ['hr'], scope: 'people:import', returns: importView } as const;
const read = { access: ['hr'], scope: 'people:import' } as const;
const page = { importList: pageOf(importListItem), importRows: pageOf(importRowView) };

@Controller('api/v1/imports')
export class ImportsController {
  constructor(
    private readonly imports: ImportsService,
    private readonly reads: ImportsReads,
    private readonly undoing: UndoImports,
  ) {}

  @Post()
  @Api({
    summary:
      'Brings an HR file in: raw (text/csv, or an XLSX workbook) with options in the query, as multipart with a part "file", or as JSON with a list "people" of records beside the options; dryRun=false applies it when nothing stands in the way',
    ...write,
    status: 201,
    problems: ['invalid-input'],
  })
  create(
    @CurrentActor() actor: Actor,
    @Query({ schema: importQuery }) query: ImportQuery,
    @Body() body: unknown,
  ): Promise<ImportView> {
    const upload = uploadOf(body);
    const given = importOptions.safeParse({ ...fieldsOf(body), ...definedOnly(query) });
    if (!given.success) throw invalidFrom(given.error.issues);
    const options = given.data;
    return this.imports.importFile({
      bytes: upload.bytes,
      fileName: options.fileName ?? upload.fileName,
      source: options.source,
      actor,
      dryRun: options.dryRun,
      leaveBroken: options.leaveBroken,
    });
  }

  @Get()
  @Api({ summary: 'Imports, newest first', ...read, returns: page.importList })
  list(
    @CurrentActor() actor: Actor,
    @Query({ schema: pageQuery }) query: PageQuery,
  ): ReturnType<ImportsReads['list']> {
    return this.reads.list(actor, query);
  }

  @Get(':id')
  @Api({ summary: 'One import with its diff', ...read, returns: importView })
  show(@CurrentActor() actor: Actor, @Param('id', id) importId: string): Promise<ImportView> {
    return this.reads.get(actor, importId);
  }

  @Get(':id/rows')
  @Api({ summary: 'The diff row by row', ...read, returns: page.importRows })
  rows(
    @CurrentActor() actor: Actor,
    @Param('id', id) importId: string,
    @Query({ schema: importRowsQuery }) query: ImportRowsQuery,
  ): ReturnType<ImportsReads['rows']> {
    return this.reads.rows(actor, importId, query);
  }

  @Post(':id/columns')
  @Api({
    summary: 'Says which column holds which field, and compares again',
    ...write,
    status: 200,
    problems: ['import-over'],
  })
  columns(
    @CurrentActor() actor: Actor,
    @Param('id', id) importId: string,
    @Body({ schema: chooseColumns }) input: ChooseColumns,
  ): Promise<ImportView> {
    return this.imports.chooseColumns(actor, importId, input);
  }

  @Post(':id/cancellation')
  @Api({
    summary: 'Puts an import away that nobody wants to apply',
    ...read,
    status: 204,
    problems: ['import-over'],
  })
  cancel(@CurrentActor() actor: Actor, @Param('id', id) importId: string): Promise<void> {
    return this.imports.cancel(actor, importId);
  }

  @Post(':id/application')
  @Api({
    summary:
      'Hands the import to the worker; leaveBroken says that the good rows go in without the broken ones',
    ...write,
    status: 202,
    problems: [
      'import-stopped-by-brake',
      'import-has-broken-rows',
      'import-needs-columns',
      'import-busy',
      'import-over',
    ],
  })
  apply(
    @CurrentActor() actor: Actor,
    @Param('id', id) importId: string,
    @Body({ schema: applyImport }) input: ApplyImport,
  ): Promise<ImportView> {
    return this.imports.apply(actor, importId, input);
  }

  @Post(':id/release')
  @Api({
    summary: 'Lets an import pass that the brake stopped; somebody else than who brought the file',
    ...write,
    status: 200,
    problems: ['import-release-needs-another', 'import-release-not-needed'],
  })
  release(@CurrentActor() actor: Actor, @Param('id', id) importId: string): Promise<ImportView> {
    return this.imports.release(actor, importId);
  }

  @Get(':id/undo')
  @Api({
    summary: 'What undoing an import would do: whom it puts back, and who stays because of something newer',
    ...read,
    returns: undoResult,
    problems: ['import-not-applied', 'import-undo-too-late'],
  })
  undoPreview(@CurrentActor() actor: Actor, @Param('id', id) importId: string): Promise<UndoResult> {
    return this.undoing.preview(actor, importId);
  }

  @Post(':id/undo')
  @Api({
    summary: 'Undoes an import within 24 hours: whom it changed stands as before',
    ...write,
    status: 200,
    problems: ['import-not-applied', 'import-undo-too-late', 'import-undo-blocked'],
  })
  undo(@CurrentActor() actor: Actor, @Param('id', id) importId: string): Promise<ImportView> {
    return this.undoing.undo(actor, importId);
  }
}

/** The file of a request: the raw body, the part "file" of a form, or the list "people" of a JSON body. */
export function uploadOf(body: unknown): { bytes: Buffer; fileName: string } {
  if (Buffer.isBuffer(body)) return { bytes: body, fileName: isZip(body) ? 'import.xlsx' : 'import.csv' };
  const records = Array.isArray(body) ? body : (body as { people?: unknown } | null | undefined)?.people;
  if (Array.isArray(records)) return { bytes: Buffer.from(JSON.stringify(records)), fileName: 'people.json' };
  const file = (
    typeof body === 'object' && body !== null ? (body as Record<string, unknown>)['file'] : undefined
  ) as UploadedFile | undefined;
  if (!file || !Buffer.isBuffer(file.bytes) || file.bytes.length === 0) {
    throw invalidInput([{ pointer: '/file', message: 'people.refusal_no_file' }]);
  }
  return { bytes: file.bytes, fileName: file.fileName.replace(/[\p{Cc}\p{Cs}]/gu, '\ufffd').slice(0, 200) };
}

const isZip = (bytes: Buffer): boolean => bytes.subarray(0, 2).toString() === 'PK';

const definedOnly = (query: object): object =>
  Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));

const fieldsOf = (body: unknown): object =>
  typeof body === 'object' && body !== null && !Buffer.isBuffer(body) && !Array.isArray(body) ? body : {};
