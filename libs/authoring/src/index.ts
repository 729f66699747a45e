export { AuthoringHttpModule, AuthoringJobsModule, AuthoringModule } from './authoring.module.js';
export { authoringPaths } from './authoring.paths.js';
export { LibraryService } from './library.service.js';
