import { catalogRoutes } from './catalogRoutes';
import { documentRoutes } from './documentRoutes';
import { eventRoutes } from './eventRoutes';
import { promptRoutes } from './promptRoutes';
import { resourceRoutes } from './resourceRoutes';
import type { Route } from './route';
import { serverRoutes } from './serverRoutes';
import { toolRoutes } from './toolRoutes';

/** All routes of a gateway except those of MCP itself: what is served, checked and described follows from these. */
export const routes: readonly Route[] = [
  ...serverRoutes,
  ...catalogRoutes,
  ...toolRoutes,
  ...resourceRoutes,
  ...promptRoutes,
  ...eventRoutes,
  ...documentRoutes,
];
