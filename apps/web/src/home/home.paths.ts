import { definePaths } from '#kernel';

export const homePaths = definePaths('home', {
  today: '/today',
  team: '/team',
  teamFile: '/team/status.csv',
  newReminder: '/team/reminders/new',
  reminders: '/team/reminders',
  overview: '/hr',
  travel: '/dev/clock',
  admin: '/admin',
  adminRetries: '/admin/retries',
});
