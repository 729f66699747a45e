import type { Language } from '#kernel';
import { BYTE_ORDER_MARK, csvLine } from '#files';
import { t } from '#ui';
import { cellOfMember } from './team.js';
import type { TeamFile } from './team.service.js';
import { sayIn } from './team-words.js';

/** Everybody of the view as a file for a spreadsheet: names, teams, and one column per category in words. */
export function presentTeamFile({ today, categories, members }: TeamFile, language: Language): string {
  const codes = categories.map(({ category }) => category);
  const heads = ['home.column_name', 'home.column_team', 'home.column_away'].map((key) => t(language, key));
  const away = t(language, 'home.yes');
  const say = sayIn(language);
  // The mark makes Excel read it as UTF-8.
  let text = `${BYTE_ORDER_MARK}${csvLine([...heads, ...codes])}`;
  for (const member of members) {
    const cells = codes.map((category) => say(cellOfMember(member, category, today).long));
    text += csvLine([member.name, member.team, member.awayUntil === undefined ? '' : away, ...cells]);
  }
  return text;
}
