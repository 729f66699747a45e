import { definePaths } from '#kernel';

export const nudgesPaths = definePaths('nudges', {
  list: '/notifications',
  open: '/notifications/:id/reading',
  readAll: '/notifications/readings',
  preferences: '/notifications/preferences',
  pause: '/notifications/pause',
  resume: '/notifications/pause/removal',
  unsubscribe: '/unsubscribe/:token',
  forecast: '/nudges/forecast',
  mailbox: '/dev/mail',
  mail: '/dev/mail/:id',
  mailHtml: '/dev/mail/:id/html',
  // Where messages lead; these pages belong to other libs.
  today: '/today',
  exam: '/exams/:category',
  practice: '/practice',
  roadmap: '/roadmap',
  licenceCard: '/licences/:id/card',
  facilities: '/facilities',
  reports: '/reports',
  proposals: '/proposals',
  shelf: '/it/knowledge',
  incident: '/help/incidents/:id',
  pulse: '/pulse/:id',
});
