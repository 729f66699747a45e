import type { Access } from '#kernel';

export interface AccessEntry {
  readonly access: readonly Access[];
  /** The service looks closer: who passes the door may still be refused for this very thing. */
  readonly personal?: boolean;
  /** The path parameter that is a person's id: colleagues and other managers are refused. */
  readonly ofPerson?: string;
  /** The table whose rows the path's id names, each belonging to a person: everybody else is refused, HR too. */
  readonly ownedBy?: string;
  /** HR may reach the things of `ownedBy`. */
  readonly alsoHr?: boolean;
  /** What a stranger sends to a thing of somebody else, where an empty form would never reach the thing. */
  readonly body?: Readonly<Record<string, unknown>>;
  /** Visiting it would spoil the other visits. */
  readonly skip?: boolean;
}

/** Every route and who may knock. A new route without an entry fails, and so does a door that changed unnoticed. */
export const ACCESS: Readonly<Record<string, AccessEntry>> = {
  // the front door
  'GET /': { access: ['employee'] },
  // admin
  'GET /admin': { access: ['admin'] },
  'POST /admin/retries': { access: ['admin'] },
  // api
  'GET /api/openapi.json': { access: ['anonymous'] },
  // attempts
  'POST /api/v1/attempts': { access: ['employee'] },
  'GET /api/v1/attempts/:id': { access: ['employee'], ownedBy: 'attempt' },
  'POST /api/v1/attempts/:id/answers': {
    access: ['employee'],
    ownedBy: 'attempt',
    body: { position: 1, answer: { option: '1' } },
  },
  'POST /api/v1/attempts/:id/end': { access: ['employee'], ownedBy: 'attempt' },
  'GET /api/v1/attempts/:id/result': { access: ['employee'], ownedBy: 'attempt' },
  'POST /api/v1/attempts/:id/session': { access: ['employee'], ownedBy: 'attempt' },
  'GET /api/v1/attempts/progress': { access: ['employee'] },
  // calibrations
  'GET /api/v1/calibrations': { access: ['author', 'admin'] },
  'GET /api/v1/calibrations/:id': { access: ['author', 'admin'] },
  'POST /api/v1/calibrations/:id/activation': { access: ['author', 'admin'] },
  'GET /api/v1/calibrations/:id/items/:itemId': { access: ['author', 'admin'] },
  'GET /calibrations': { access: ['author', 'admin'] },
  'GET /calibrations/:id': { access: ['author', 'admin'] },
  'POST /calibrations/:id/activation': { access: ['author', 'admin'] },
  'GET /calibrations/:id/items/:itemId': { access: ['author', 'admin'] },
  'GET /api/v1/calibrations/licences/:category/items': { access: ['author', 'admin'] },
  'GET /api/v1/calibrations/licences/:category/items/:itemId': { access: ['author', 'admin'] },
  'POST /api/v1/calibrations/licences/:category/items/:itemId/retirement': { access: ['author', 'admin'] },
  'POST /api/v1/calibrations/licences/:category/items/:itemId/return': { access: ['author', 'admin'] },
  'GET /calibrations/licences/:category': { access: ['author', 'admin'] },
  'GET /calibrations/licences/:category/items/:itemId': { access: ['author', 'admin'] },
  'POST /calibrations/licences/:category/items/:itemId/retirement': { access: ['author', 'admin'] },
  'POST /calibrations/licences/:category/items/:itemId/return': { access: ['author', 'admin'] },
  // courses
  'GET /api/v1/courses': { access: ['employee'] },
  'GET /api/v1/courses/:slug': { access: ['employee'] },
  'GET /courses/:slug': { access: ['employee'] },
  'GET /courses/media/:hash': { access: ['employee'] },
  // dev
  'GET /dev/clock': { access: ['employee'] },
  'POST /dev/clock': { access: ['employee'], skip: true },
  'GET /dev/mail': { access: ['anonymous'] },
  'GET /dev/mail/:id': { access: ['anonymous'] },
  'GET /dev/mail/:id/html': { access: ['anonymous'] },
  // exams
  'GET /api/v1/exams/flags': { access: ['hr', 'author', 'admin'] },
  'POST /api/v1/exams/flags/:id/inspection': { access: ['hr', 'author', 'admin'] },
  'GET /exams/flags': { access: ['hr', 'author', 'admin'] },
  'POST /exams/flags/:id/inspection': { access: ['hr', 'author', 'admin'] },
  'GET /exams/:category': { access: ['employee'] },
  'POST /exams/:category': { access: ['employee'] },
  'POST /exams/:category/extra-time': { access: ['employee'] },
  'GET /exams/attempts/:id': { access: ['employee'], ownedBy: 'attempt' },
  'POST /exams/attempts/:id/answers': {
    access: ['employee'],
    ownedBy: 'attempt',
    body: { position: '1', option: '1' },
  },
  'POST /exams/attempts/:id/hand-in': { access: ['employee'], ownedBy: 'attempt' },
  'GET /exams/attempts/:id/result': { access: ['employee'], ownedBy: 'attempt' },
  'POST /exams/attempts/:id/session': { access: ['employee'], ownedBy: 'attempt' },
  // facilities
  'GET /api/v1/facilities': { access: ['employee'] },
  'POST /api/v1/facilities': { access: ['hr', 'admin'] },
  'DELETE /api/v1/facilities/:id': { access: ['hr', 'admin'] },
  'PUT /api/v1/facilities/:id': { access: ['hr', 'admin'] },
  'GET /api/v1/facilities/desired-state': { access: ['hr', 'admin'] },
  'GET /api/v1/facilities/own': { access: ['employee'] },
  'GET /facilities': { access: ['employee'] },
  'POST /facilities': { access: ['hr', 'admin'] },
  'GET /facilities/:id': { access: ['hr', 'admin'] },
  'POST /facilities/:id': { access: ['hr', 'admin'] },
  'POST /facilities/:id/retirement': { access: ['hr', 'admin'] },
  'GET /facilities/new': { access: ['hr', 'admin'] },
  // health
  'GET /health/live': { access: ['anonymous'] },
  'GET /health/ready': { access: ['anonymous'] },
  // hr
  'GET /hr': { access: ['hr'] },
  // imports
  'GET /api/v1/imports': { access: ['hr'] },
  'POST /api/v1/imports': { access: ['hr'] },
  'GET /api/v1/imports/:id': { access: ['hr'] },
  'POST /api/v1/imports/:id/application': { access: ['hr'] },
  'POST /api/v1/imports/:id/cancellation': { access: ['hr'] },
  'POST /api/v1/imports/:id/columns': { access: ['hr'] },
  'POST /api/v1/imports/:id/release': { access: ['hr'] },
  'GET /api/v1/imports/:id/rows': { access: ['hr'] },
  // learn
  'GET /learn': { access: ['employee'] },
  // lessons
  'GET /api/v1/lessons/:id': { access: ['employee'] },
  'POST /api/v1/lessons/:id/answers': { access: ['employee'] },
  'POST /api/v1/lessons/:id/completion': { access: ['employee'] },
  'POST /api/v1/lessons/:id/position': { access: ['employee'] },
  'GET /lessons/:id': { access: ['employee'] },
  'POST /lessons/:id/answers': { access: ['employee'] },
  'POST /lessons/:id/completion': { access: ['employee'] },
  'POST /lessons/:id/position': { access: ['employee'] },
  // licences
  'GET /api/v1/licences': { access: ['employee'] },
  'GET /api/v1/licences/:id': { access: ['employee'], ownedBy: 'licence', alsoHr: true },
  'GET /api/v1/licences/:id/changes': { access: ['hr'] },
  'DELETE /api/v1/licences/:id/public-link': { access: ['employee'], ownedBy: 'licence' },
  'POST /api/v1/licences/:id/public-link': { access: ['employee'], ownedBy: 'licence' },
  'POST /api/v1/licences/:id/reinstatement': { access: ['hr'] },
  'POST /api/v1/licences/:id/revocation': { access: ['hr'] },
  'POST /api/v1/licences/:id/suspension': { access: ['hr'] },
  'POST /api/v1/licences/permits': { access: ['hr'] },
  'GET /api/v1/licences/rules': { access: ['hr'] },
  'PUT /api/v1/licences/rules/:category': { access: ['hr'] },
  'GET /licences': { access: ['employee'] },
  'GET /licences/:id': { access: ['hr'] },
  'GET /licences/:id/card': { access: ['employee'], ownedBy: 'licence', alsoHr: true },
  'POST /licences/:id/public-link': { access: ['employee'], ownedBy: 'licence' },
  'POST /licences/:id/public-link/removal': { access: ['employee'], ownedBy: 'licence' },
  'POST /licences/:id/reinstatement': { access: ['hr'] },
  'POST /licences/:id/revocation': { access: ['hr'] },
  'POST /licences/:id/suspension': { access: ['hr'] },
  'POST /licences/permits': { access: ['hr'] },
  'GET /licences/register': { access: ['hr'] },
  'GET /licences/rules': { access: ['hr'] },
  'POST /licences/rules': { access: ['hr'] },
  // login
  'GET /login': { access: ['anonymous'] },
  'POST /login/demo': { access: ['anonymous'] },
  'POST /login/links': { access: ['anonymous'] },
  'GET /login/links/:token': { access: ['anonymous'] },
  'POST /login/links/:token': { access: ['anonymous'] },
  'GET /login/oidc': { access: ['anonymous'] },
  'GET /login/oidc/callback': { access: ['anonymous'] },
  // logout
  'POST /logout': { access: ['employee'], skip: true },
  // me
  'GET /api/v1/me': { access: ['employee'] },
  // milestones
  'GET /api/v1/milestones': { access: ['hr'] },
  'POST /api/v1/milestones': { access: ['hr'] },
  'DELETE /api/v1/milestones/:id': { access: ['hr'] },
  'GET /api/v1/milestones/:id': { access: ['hr'] },
  'PUT /api/v1/milestones/:id': { access: ['hr'] },
  'POST /api/v1/milestones/:id/announcement': { access: ['hr'] },
  'GET /api/v1/milestones/:id/announcements': { access: ['hr'] },
  'GET /api/v1/milestones/:id/snapshots': { access: ['hr'] },
  // notifications
  'GET /api/v1/notifications': { access: ['employee'] },
  'POST /api/v1/notifications/:id/reading': { access: ['employee'], ownedBy: 'message' },
  'GET /api/v1/notifications/preferences': { access: ['employee'] },
  'PATCH /api/v1/notifications/preferences': { access: ['employee'] },
  'POST /api/v1/notifications/readings': { access: ['employee'] },
  'GET /notifications': { access: ['employee'] },
  'POST /notifications/:id/reading': { access: ['employee'], ownedBy: 'message' },
  'POST /notifications/pause': { access: ['employee'] },
  'POST /notifications/pause/removal': { access: ['employee'] },
  'POST /notifications/preferences': { access: ['employee'] },
  'POST /notifications/readings': { access: ['employee'] },
  // nudges
  'GET /api/v1/nudges/forecast': { access: ['hr'] },
  'GET /nudges/forecast': { access: ['hr'] },
  // operations
  'GET /api/v1/operations': { access: ['admin'] },
  // overview
  'GET /api/v1/overview': { access: ['hr'] },
  // paths
  'GET /api/v1/paths': { access: ['employee'] },
  'GET /api/v1/paths/:category': { access: ['employee'] },
  // people
  'GET /api/v1/people': { access: ['employee'] },
  'GET /api/v1/people/:id': { access: ['employee'], ofPerson: 'id' },
  'GET /api/v1/people/:id/requirements': { access: ['employee'], personal: true, ofPerson: 'id' },
  'GET /people': { access: ['hr', 'manager'] },
  'GET /people/:id': { access: ['employee'], ofPerson: 'id' },
  'POST /people/import-sources/:id/brake': { access: ['hr'] },
  'GET /people/imports': { access: ['hr'] },
  'POST /people/imports': { access: ['hr'] },
  'GET /people/imports/:id': { access: ['hr'] },
  'POST /people/imports/:id/application': { access: ['hr'] },
  'GET /people/imports/:id/broken-rows': { access: ['hr'] },
  'POST /people/imports/:id/cancellation': { access: ['hr'] },
  'POST /people/imports/:id/columns': { access: ['hr'] },
  'GET /people/imports/:id/events': { access: ['hr'] },
  'POST /people/imports/:id/release': { access: ['hr'] },
  'GET /people/imports/new': { access: ['hr'] },
  // placement
  'GET /placement/:category': { access: ['employee'] },
  'POST /placement/:category': { access: ['employee'] },
  'GET /placement/attempts/:id': { access: ['employee'], ownedBy: 'attempt' },
  'POST /placement/attempts/:id/answers': {
    access: ['employee'],
    ownedBy: 'attempt',
    body: { position: '1', option: '1' },
  },
  'GET /placement/attempts/:id/result': { access: ['employee'], ownedBy: 'attempt' },
  // policies
  'GET /api/v1/policies/exceptions': { access: ['hr'] },
  'GET /api/v1/policies/free-days': { access: ['hr'] },
  'POST /api/v1/policies/free-days': { access: ['hr'] },
  'DELETE /api/v1/policies/free-days/:siteId/:day': { access: ['hr'] },
  'GET /api/v1/policies/waivers': { access: ['hr'] },
  'POST /api/v1/policies/waivers/:id': { access: ['hr'] },
  'POST /api/v1/policies/:id/waivers': { access: ['hr'] },
  'DELETE /api/v1/policies/:id/proposal': { access: ['hr'] },
  'GET /policies/exceptions': { access: ['hr'] },
  'GET /policies/free-days': { access: ['hr'] },
  'POST /policies/free-days': { access: ['hr'] },
  'POST /policies/free-days/removal': { access: ['hr'] },
  'GET /policies/waivers': { access: ['hr'] },
  'POST /policies/waivers': { access: ['hr'] },
  'POST /policies/waivers/:id': { access: ['hr'] },
  'POST /policies/:id/proposal-withdrawal': { access: ['hr'] },
  'GET /policies/people/:id': { access: ['employee'], personal: true, ofPerson: 'id' },
  'GET /api/v1/policies': { access: ['hr'] },
  'POST /api/v1/policies': { access: ['hr'] },
  'GET /api/v1/policies/:id': { access: ['hr'] },
  'PUT /api/v1/policies/:id': { access: ['hr'] },
  'DELETE /api/v1/policies/:id/pause': { access: ['hr'] },
  'POST /api/v1/policies/:id/pause': { access: ['hr'] },
  'GET /api/v1/policies/:id/publication': { access: ['hr'] },
  'POST /api/v1/policies/:id/publication': { access: ['hr'] },
  'GET /api/v1/policies/:id/requirements': { access: ['hr'] },
  'POST /api/v1/policies/:id/undo': { access: ['hr'] },
  'GET /api/v1/policies/overview': { access: ['hr'] },
  'GET /policies': { access: ['hr'] },
  'POST /policies': { access: ['hr'] },
  'GET /policies/:id': { access: ['hr'] },
  'GET /policies/:id/edit': { access: ['hr'] },
  'POST /policies/:id/edit': { access: ['hr'] },
  'POST /policies/:id/pause': { access: ['hr'] },
  'GET /policies/:id/publication': { access: ['hr'] },
  'POST /policies/:id/publication': { access: ['hr'] },
  'GET /policies/:id/publication.csv': { access: ['hr'] },
  'GET /policies/:id/requirements': { access: ['hr'] },
  'POST /policies/:id/resumption': { access: ['hr'] },
  'POST /policies/:id/undo': { access: ['hr'] },
  'GET /policies/expiring': { access: ['hr'] },
  'GET /policies/new': { access: ['hr'] },
  'POST /policies/preview': { access: ['hr'] },
  'GET /policies/requirements': { access: ['hr'] },
  // practice
  'GET /practice': { access: ['employee'] },
  'POST /practice': { access: ['employee'] },
  'GET /practice/attempts/:id': { access: ['employee'], ownedBy: 'attempt' },
  'POST /practice/attempts/:id/answers': {
    access: ['employee'],
    ownedBy: 'attempt',
    body: { position: '1', option: '1' },
  },
  'GET /practice/attempts/:id/done': { access: ['employee'], ownedBy: 'attempt' },
  'POST /practice/attempts/:id/end': { access: ['employee'], ownedBy: 'attempt' },
  // problems
  'GET /problems/:slug': { access: ['anonymous'] },
  // progress
  'GET /progress': { access: ['employee'] },
  // roadmap
  'GET /api/v1/roadmap': { access: ['employee'] },
  'PUT /api/v1/roadmap/vision': { access: ['hr'] },
  'GET /roadmap': { access: ['employee'] },
  'GET /roadmap/milestones/:id': { access: ['hr'] },
  'POST /roadmap/milestones/:id/announcement': { access: ['hr'] },
  'GET /roadmap/milestones/:id/edit': { access: ['hr'] },
  'POST /roadmap/milestones/:id/edit': { access: ['hr'] },
  'POST /roadmap/milestones/:id/removal': { access: ['hr'] },
  'GET /roadmap/milestones/new': { access: ['hr'] },
  'POST /roadmap/milestones/new': { access: ['hr'] },
  'GET /roadmap/vision': { access: ['hr'] },
  'POST /roadmap/vision': { access: ['hr'] },
  // settings
  'POST /settings/:what': { access: ['anonymous'] },
  // skills
  'GET /api/v1/skills': { access: ['employee'] },
  // styleguide
  'GET /styleguide': { access: ['anonymous'] },
  // team
  'GET /api/v1/team': { access: ['manager'] },
  'POST /api/v1/team/reminders': { access: ['manager'] },
  'GET /team': { access: ['manager'] },
  'POST /team/reminders': { access: ['manager'] },
  'GET /team/reminders/new': { access: ['manager'] },
  'GET /team/status.csv': { access: ['manager'] },
  // today
  'GET /api/v1/today': { access: ['employee'] },
  'GET /today': { access: ['employee'] },
  // tokens
  'POST /api/v1/tokens': { access: ['employee'] },
  // unsubscribe
  'GET /unsubscribe/:token': { access: ['anonymous'] },
  'POST /unsubscribe/:token': { access: ['anonymous'] },
  // v
  'GET /v/:code': { access: ['anonymous'] },
  // verify
  'GET /api/v1/verify/:code': { access: ['anonymous'] },
};
