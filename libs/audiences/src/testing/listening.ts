import type { Registry } from '#kernel';
import { AudiencesListeners } from '../audiences.listeners.js';
import type { AudiencesService } from '../audiences.service.js';

/** Lets the table of holdings follow the licence events of a spec. */
export function followLicences(registry: Registry, audiences: AudiencesService): void {
  new AudiencesListeners(registry, audiences).onModuleInit();
}
