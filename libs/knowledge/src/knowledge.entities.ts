import { Card, CardOutcome, CardVersion } from './card.entity.js';
import {
  ChannelWishRow,
  FrontDoorRow,
  SearchDoc,
  SearchGap,
  SearchSynonym,
  SearchWord,
} from './search.entity.js';
import { Incident, IncidentFollow, Service } from './service.entity.js';
import { HelpTrail } from './trail.entity.js';

export const KNOWLEDGE_ENTITIES = [
  HelpTrail,
  Card,
  CardVersion,
  CardOutcome,
  Service,
  Incident,
  IncidentFollow,
  SearchDoc,
  SearchWord,
  SearchSynonym,
  SearchGap,
  FrontDoorRow,
  ChannelWishRow,
];
