import { type Actor, hasGrant } from '#kernel';

/** Budget, catalogue, rings and coaches: HR. */
export const canReward = (actor: Actor): boolean => hasGrant(actor, 'hr');

/** What somebody is to an ask. */
export interface Standing {
  readonly isAsker: boolean;
  /** Asked now or took it; who passed it on no longer sees it. */
  readonly isHelper: boolean;
  /** An ask to the team, and a member of that team. */
  readonly isTeamMate: boolean;
}

/** An ask is read and answered by who asked, by who is asked, and by the team when it was put to the team. Nobody else, HR neither. */
export const canRead = ({ isAsker, isHelper, isTeamMate }: Standing): boolean =>
  isAsker || isHelper || isTeamMate;
