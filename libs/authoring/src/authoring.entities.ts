import { AuthoringProposal } from './proposal.entity.js';
import { AuthoringReport } from './report.entity.js';

export const AUTHORING_ENTITIES = [AuthoringReport, AuthoringProposal];
